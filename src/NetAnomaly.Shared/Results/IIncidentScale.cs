namespace NetAnomaly;

/// <summary>Says how often normal traffic brings an incident of some strength.</summary>
internal interface IIncidentScale
{
    /// <summary>How many incidents of at least this strength a day of normal traffic brings.</summary>
    /// <param name="strength">Natural logarithm of the sum of 1/p over the anomalous conversations of a host in one window.</param>
    /// <param name="ofDestination">Whether the host is the one that the conversations were opened to.</param>
    double PerDay(double strength, bool ofDestination);
}
