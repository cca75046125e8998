namespace NetAnomaly.Operations.Inputs;

/// <summary>All flows that begin in a window. Immutable.</summary>
/// <param name="Start">Start of the window, ticks of UTC.</param>
/// <param name="Flows">The flows, by start; those that begin at the same time in the order of files and rows.</param>
internal sealed record FlowWindow(long Start, IReadOnlyList<FlowRecord> Flows);
