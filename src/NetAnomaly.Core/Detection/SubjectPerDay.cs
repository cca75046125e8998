namespace NetAnomaly.Core.Detection;

/// <summary>
/// How many runs of evidence as strong as those of a conversation's subjects a day of normal traffic brings.
/// </summary>
/// <param name="Pair">The two hosts.</param>
/// <param name="Source">The host that opened it.</param>
/// <param name="Destination">The host that was called.</param>
/// <param name="Days">Days that they were counted over.</param>
public sealed record SubjectPerDay(double Pair, double Source, double Destination, double Days)
{
    /// <summary>The least of them.</summary>
    public double Least => Math.Min(Pair, Math.Min(Source, Destination));

    /// <summary>Whether the host that was called is the rarest.</summary>
    public bool IsOfDestination => Destination < Math.Min(Pair, Source);
}
