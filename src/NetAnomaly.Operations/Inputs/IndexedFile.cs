using NetAnomaly.Flows;
using NetAnomaly.Operations.State;

namespace NetAnomaly.Operations.Inputs;

/// <summary>What a first reading of a file has shown. Immutable.</summary>
/// <param name="File">The file, with its flows by window.</param>
/// <param name="Rejected">Its first bad rows.</param>
/// <param name="Notes">What was done to rows that are not bad.</param>
/// <param name="Fault">Why it could not be read to its end; <see langword="null"/> where it could.</param>
internal sealed record IndexedFile(
    StoredFile File, IReadOnlyList<RejectedRow> Rejected, IReadOnlyList<string> Notes, FlowFileException? Fault);
