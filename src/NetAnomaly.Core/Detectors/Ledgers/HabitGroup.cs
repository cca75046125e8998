namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>What holds for the units of one group, such as the pairs that use one service.</summary>
/// <param name="Mean">Mean level of its units.</param>
/// <param name="Between">Variance of their levels.</param>
/// <param name="Units">How many were seen.</param>
internal readonly record struct HabitGroup(double Mean, double Between, int Units);

/// <summary>One window of one unit.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Group">Its group.</param>
/// <param name="Value">log₂(1 + count).</param>
internal readonly record struct HabitCase(int Unit, int Group, double Value);
