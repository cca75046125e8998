namespace NetAnomaly.Flows.Text;

/// <summary>Counts of one kind, in both directions together or in each; -1 where there is none.</summary>
internal struct Traffic
{
    private const long Absent = -1;

    public long Both;
    public long Out;
    public long Back;
    public long In;
    public long Reply;

    public static readonly Traffic None = new()
    {
        Both = Absent, Out = Absent, Back = Absent, In = Absent, Reply = Absent,
    };

    /// <summary>Whether there is any.</summary>
    public readonly bool IsGiven => (Both & Out & Back & In & Reply) >= 0;

    /// <summary>
    /// The total: as given, or the sum of what is given; a record that counts one direction only has carried only that.
    /// </summary>
    public readonly long? Total =>
        Both >= 0 ? Both
        : In >= 0 ? In + Math.Max(Reply, 0)
        : Out >= 0 && Back >= 0 ? Out + Back
        : Out >= 0 ? Out
        : Back >= 0 ? Back
        : null;

    /// <summary>What the source sent, where it is known apart.</summary>
    public readonly long? Forward =>
        Out >= 0 ? Out : Reply > 0 && In >= 0 ? In : Both >= 0 && Back >= 0 && Back <= Both ? Both - Back : null;
}
