namespace NetAnomaly.Core.Scoring;

/// <summary>
/// The candidates of one host in one period. Hosts compare by strangeness: how rare what has added up against them is
/// where that is known, then by their strangest conversation.
/// </summary>
internal sealed class HostCandidates : IComparable<HostCandidates>
{
    private readonly List<PendingAlert> held;
    private PendingAlert strangest;
    private double severity;

    /// <summary>A host with its first candidate.</summary>
    public HostCandidates(PendingAlert first)
    {
        (held, strangest) = ([first], first);
        severity = SeverityOf(first);
    }

    /// <summary>Takes a candidate; one that can be no part of an incident is decided at once.</summary>
    public void Add(PendingAlert candidate)
    {
        severity = Math.Max(severity, SeverityOf(candidate));
        var weaker = candidate;
        if (candidate.CompareTo(strangest) < 0) (weaker, strangest) = (strangest, candidate);
        if (weaker.Case.PValue > BudgetPolicy.MostPValue)
        {
            weaker.IsAnomaly = false;
            if (weaker != candidate) held[held.IndexOf(weaker)] = candidate;
        }
        else
        {
            held.Add(candidate);
        }
    }

    /// <summary>Decides over all that are held.</summary>
    public void Decide(bool isAnomaly)
    {
        foreach (var candidate in held) candidate.IsAnomaly = isAnomaly;
    }

    /// <inheritdoc/>
    public int CompareTo(HostCandidates? other)
    {
        if (other is null) return -1;
        var bySeverity = other.severity.CompareTo(severity);
        return bySeverity != 0 ? bySeverity : strangest.CompareTo(other.strangest);
    }

    private static double SeverityOf(PendingAlert candidate) => candidate.Case.Severity ?? double.NegativeInfinity;
}
