using System.ComponentModel;

namespace NetAnomaly.Internal;

/// <summary>
/// Texts in CSV files that people open in a spreadsheet: none is taken for a formula. As OWASP recommends ("CSV
/// injection"), a text that would begin one gets an apostrophe before it. Not for scripts.
/// </summary>
/// <remarks>
/// A text that begins with apostrophes before such a character gets one more, so that taking one away gives back what
/// was there, always.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CellText
{
    // The last four are those that spreadsheets in East Asia take for the first four.
    private const string Beginnings = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    /// <summary>The text as it should stand in the file.</summary>
    public static string Guard(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsFormula(text.AsSpan().TrimStart('\'')) ? "'" + text : text;
    }

    /// <summary>The text that <see cref="Guard"/> was given.</summary>
    public static ReadOnlySpan<char> Unguard(ReadOnlySpan<char> cell) =>
        cell.Length > 1 && cell[0] == '\'' && IsFormula(cell.TrimStart('\'')) ? cell[1..] : cell;

    private static bool IsFormula(ReadOnlySpan<char> text) => text.Length > 0 && Beginnings.Contains(text[0]);
}
