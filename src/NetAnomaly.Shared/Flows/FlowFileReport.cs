using System.Globalization;
using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>What came of reading one file of flows. Immutable.</summary>
/// <param name="Path">The file.</param>
/// <param name="Format">The name of its format; those of its members, where it is an archive of several;
/// <see langword="null"/> where none was recognised.</param>
/// <param name="Flows">Flows read.</param>
/// <param name="Rejected">Rows that are no flow.</param>
/// <param name="Fault">Why it was not read, or not to its end; <see langword="null"/> where it was.</param>
public sealed record FlowFileReport(string Path, string? Format, long Flows, long Rejected, string? Fault)
{
    /// <summary>The file on one line.</summary>
    public override string ToString() => VisibleText.Of(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Path}: {Format ?? "unknown"}, {CountedText.Of(Flows, "flow|flows")}, {Rejected:N0} rejected"
                + $"{(Fault is null ? "" : $"; {Fault}")}"));
}
