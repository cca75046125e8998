using System.Globalization;
using NetAnomaly.Internal;

namespace NetAnomaly.Flows;

/// <summary>
/// What a reader did that somebody should know of although no row is bad: records passed over, values assumed.
/// </summary>
/// <param name="Path">The file.</param>
/// <param name="Text">What happened to how many things, after their number: <c>records of Zeek's other logs were
/// passed over</c>.</param>
/// <param name="Remedy">What to do about it, a sentence; <see langword="null"/> where there is nothing.</param>
internal sealed record FlowReadNote(string Path, string Text, string? Remedy)
{
    /// <summary>The note as one line.</summary>
    /// <param name="count">How many things it happened to.</param>
    public string Of(long count) => VisibleText.Of(string.Create(
        CultureInfo.InvariantCulture, $"{Path}: {count:N0} {Text}.{(Remedy is null ? "" : " " + Remedy)}"));
}
