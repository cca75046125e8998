using System.Globalization;

namespace NetAnomaly.Flows.Text;

/// <summary>Brings numbers of a culture into the form that all else reads: a decimal point, no groups.</summary>
/// <remarks>
/// The framework's own parser would take <c>1,5</c> of a culture that groups by commas for 15; here what is not
/// grouped rightly is no number.
/// </remarks>
internal sealed class CultureNumbers(CultureInfo culture)
{
    /// <summary>Longer texts are no numbers.</summary>
    public const int MaxLength = 64;

    private readonly char point = culture.NumberFormat.NumberDecimalSeparator is [var only] ? only : '.';
    private readonly char group = culture.NumberFormat.NumberGroupSeparator is [var only] ? only : '\0';

    /// <summary>The number in invariant form; <see langword="false"/> where it is none of the culture.</summary>
    /// <param name="text">The text. What has a colon is a clock's time, and stays.</param>
    /// <param name="into">Room for <see cref="MaxLength"/> characters.</param>
    /// <param name="length">How many there are.</param>
    public bool TryInvariant(ReadOnlySpan<char> text, Span<char> into, out int length)
    {
        length = text.Length;
        if (length > MaxLength) return false;
        text.CopyTo(into);
        if (!text.ContainsAnyExceptInRange('0', '9') || text.Contains(':')) return true;
        var at = text.IndexOf(point);
        var whole = at < 0 ? text : text[..at];
        if (!TryUngroup(whole, into, out length)) return false;
        if (at < 0) return true;
        var rest = text[(at + 1)..];
        // A second mark, of either kind, makes it no number of this culture.
        if (rest.Contains(point) || rest.Contains('.') || (group != '\0' && rest.Contains(group))) return false;
        into[length++] = '.';
        rest.CopyTo(into[length..]);
        length += rest.Length;
        return true;
    }

    private bool TryUngroup(ReadOnlySpan<char> text, Span<char> into, out int length)
    {
        length = 0;
        // Digits since the last mark; -1 before the first, where any number of them may stand.
        var since = -1;
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsGroup(text[i]))
            {
                // A point that does not group, where the culture has another decimal mark.
                if (text[i] == '.' && point != '.') return false;
                if (since >= 0) since++;
                into[length++] = text[i];
                continue;
            }

            // Groups have three digits; two in India, save the last.
            if (i == 0 || !char.IsAsciiDigit(text[i - 1]) || since is 0 or 1 or > 3) return false;
            since = 0;
        }

        return since is -1 or 3;
    }

    private bool IsGroup(char c) => c == group && c != '\0' || IsSpace(c) && IsSpace(group);

    private static bool IsSpace(char c) => c is ' ' or '\u00a0' or '\u202f';
}
