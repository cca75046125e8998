namespace NetAnomaly.Core.Scoring;

/// <summary>
/// A verdict that may still have to wait. Candidates compare by strangeness: the smaller p-value, then the higher
/// score, then who came first.
/// </summary>
/// <param name="facts">What it rests on.</param>
/// <param name="order">Its place among all conversations.</param>
/// <param name="why">Why nothing can be decided over it; <see langword="null"/> where something can.</param>
internal sealed class PendingAlert(ScoredItem facts, long order, string? why = null) : IComparable<PendingAlert>
{
    /// <summary>What it rests on.</summary>
    public ScoredItem Case { get; } = facts;

    /// <summary>What a policy decides; <see langword="null"/> while it waits.</summary>
    public bool? IsAnomaly { get; set; }

    /// <summary>The verdict; <see langword="null"/> while it waits.</summary>
    public Verdict? Verdict =>
        undetermined ?? IsAnomaly switch { true => Verdict.Anomalous, false => Verdict.Normal, null => null };

    private readonly Verdict? undetermined = why is null ? null : Verdict.Undetermined(why);

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
