namespace NetAnomaly.Core.Detection;

/// <summary>
/// How many runs of evidence as strong as those of a conversation's subjects a day of normal traffic brings.
/// </summary>
/// <param name="Pair">The two hosts.</param>
/// <param name="Source">The host that opened it.</param>
/// <param name="Destination">The host that was called.</param>
/// <param name="Days">Days that they were counted over.</param>
public sealed record SubjectPerDay(RunRate Pair, RunRate Source, RunRate Destination, double Days)
{
    private const int Kinds = 3;

    /// <summary>
    /// The least of them; that any of three could have been the rarest is paid for.
    /// </summary>
    public double PerDay => Kinds * Math.Min(Pair.PerDay, Math.Min(Source.PerDay, Destination.PerDay));

    /// <summary>
    /// The least that <see cref="PerDay"/> could have been, where nothing as strong was ever counted;
    /// <see langword="null"/> elsewhere.
    /// </summary>
    public double? Least => new[] { Pair.Least, Source.Least, Destination.Least }.Min() * Kinds;

    /// <summary>How rare it is, in the order of incidents: −ln of the least <see cref="RunRate.Rank"/>.</summary>
    public double Severity => -Math.Log(Kinds * Math.Min(Destination.Rank, Math.Min(Pair.Rank, Source.Rank)));

    /// <summary>Whether the host that was called is the rarest.</summary>
    public bool IsOfDestination => Destination.Rank < Math.Min(Pair.Rank, Source.Rank);
}
