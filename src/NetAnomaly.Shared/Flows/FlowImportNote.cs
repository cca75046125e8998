using System.Globalization;
using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>Something that was passed over, or read on an assumption, without being a fault. Immutable.</summary>
/// <param name="Text">What, after the number: <c>members of the archive were passed over</c>.</param>
/// <param name="Count">How many, in all files together.</param>
public sealed record FlowImportNote(string Text, long Count)
{
    /// <summary>The note on one line.</summary>
    public override string ToString() =>
        VisibleText.Of(string.Create(CultureInfo.InvariantCulture, $"{Count:N0} {Text}"));
}
