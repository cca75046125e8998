namespace NetAnomaly.Flows.Mapping;

/// <summary>A change of address.</summary>
/// <param name="OldAddress">The address that training knew.</param>
/// <param name="NewAddress">The address that flows have now.</param>
/// <param name="From">The first instant at which it holds, UTC.</param>
/// <param name="To">The first instant at which it no longer holds, UTC.</param>
internal sealed record HostMapEntry(string OldAddress, string NewAddress, DateTime From, DateTime To)
{
    /// <summary>Whether it holds at a time.</summary>
    public bool Holds(DateTime at) => at >= From && at < To;

    /// <summary>Whether there is a time at which both hold.</summary>
    public bool Overlaps(HostMapEntry other) => From < other.To && other.From < To;
}
