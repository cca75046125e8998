using System.Globalization;
using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>
/// A row that could not be read as a flow: where it stands, why, and its text (cut at 500 characters).
/// </summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line (or the ordinal of the record in a binary file), counted from 1.</param>
/// <param name="Reason">What is wrong with it, naming the column and the value.</param>
/// <param name="Text">The row itself.</param>
public sealed record RejectedRow(string File, long Line, string Reason, string Text)
{
    /// <summary><c>file:line: reason</c>.</summary>
    public override string ToString() =>
        VisibleText.Of(string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}: {Reason}"));
}
