namespace NetAnomaly.Core.Scoring;

/// <summary>
/// A verdict that may still have to wait. Candidates compare by strangeness: the smaller p-value, then the higher
/// score, then who came first.
/// </summary>
internal sealed class PendingAlert(ScoredItem facts, long order) : IComparable<PendingAlert>
{
    /// <summary>What it rests on.</summary>
    public ScoredItem Case { get; } = facts;

    /// <summary>What a policy decides; <see langword="null"/> while it waits.</summary>
    public bool? IsAnomaly { get; set; }

    /// <summary>The verdict; <see langword="null"/> while it waits.</summary>
    public Verdict? Verdict =>
        undetermined ?? IsAnomaly switch { true => Verdict.Anomalous, false => Verdict.Normal, null => null };

    private readonly Verdict? undetermined = facts.Undetermined is { } why ? Verdict.Undetermined(why) : null;

    private long Order { get; } = order;

    /// <inheritdoc/>
    public int CompareTo(PendingAlert? other)
    {
        if (other is null) return -1;
        var byPValue = Case.PValue.CompareTo(other.Case.PValue);
        if (byPValue != 0) return byPValue;
        var byScore = other.Case.Score.CompareTo(Case.Score);
        return byScore != 0 ? byScore : Order.CompareTo(other.Order);
    }
}
