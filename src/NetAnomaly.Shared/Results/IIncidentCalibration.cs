namespace NetAnomaly;

/// <summary>Says how often normal traffic brings an incident of some strength.</summary>
internal interface IIncidentCalibration
{
    /// <summary>
    /// What a conversation adds to the strength of its host in its window; 0 where it is not strange enough to count.
    /// </summary>
    /// <param name="pValue">Its p-value, no smaller than what was counted.</param>
    double Weight(double pValue);

    /// <summary>How many incidents of at least this strength a day of normal traffic brings.</summary>
    /// <param name="sum">What the conversations of a host in one window add up to.</param>
    /// <param name="ofDestination">Whether the host is the one that the conversations were opened to.</param>
    double PerDay(double sum, bool ofDestination);

    /// <summary>
    /// Whether normal traffic had nothing stronger: how much stronger an incident is than what is known was not
    /// counted.
    /// </summary>
    /// <param name="sum">What the conversations of a host in one window add up to.</param>
    /// <param name="ofDestination">Whether the host is the one that the conversations were opened to.</param>
    bool IsAtTop(double sum, bool ofDestination);

    /// <summary>How many days of traffic it rests on.</summary>
    double Days { get; }
}
