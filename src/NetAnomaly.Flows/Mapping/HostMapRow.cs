namespace NetAnomaly.Flows.Mapping;

/// <summary>A row of a host map as somebody wrote it.</summary>
/// <param name="Number">Its number, counted from 1; of a file its line.</param>
/// <param name="OldAddress">The address that training knew.</param>
/// <param name="NewAddress">The address that flows have now.</param>
/// <param name="From">Since when; empty for always.</param>
/// <param name="To">Until before when; empty for ever.</param>
internal sealed record HostMapRow(int Number, string? OldAddress, string? NewAddress, string? From, string? To);
