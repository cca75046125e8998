namespace NetAnomaly.Flows.Text;

/// <summary>
/// The second of 60 that a clock shows when a leap second is inserted, and that the framework's parsers refuse.
/// </summary>
internal static class LeapSecond
{
    /// <summary>The same text with a second of 59; the time is one second later than that.</summary>
    public static bool TryReplace(ReadOnlySpan<char> text, out string without)
    {
        var at = text.LastIndexOf(":60", StringComparison.Ordinal);
        var isSecond = at > 0 && text[..at].Contains(':')
            && (at + 3 == text.Length || !char.IsAsciiDigit(text[at + 3]) && text[at + 3] != ':');
        without = isSecond ? string.Concat(text[..at], ":59", text[(at + 3)..]) : "";
        return isSecond;
    }
}
