using System.Globalization;
using System.Xml;

namespace NetAnomaly.Flows.Text;

/// <summary>
/// Reads lengths of time; each reader returns what is wrong, or <see langword="null"/>. A negative one is zero: the
/// flow's end lies before its start, as exporters write whose clock was set while the flow was under way.
/// </summary>
internal static class DurationText
{
    // A century: times plus durations stay within the calendar.
    private const long MaxSeconds = 36525L * 24 * 60 * 60;
    private const string OutOfRange = "is out of range (a century)";

    /// <summary>
    /// Seconds (<c>1534.204</c>); or as a clock shows them (<c>00:25:34.204</c>), with days before them or not
    /// (<c>1d 00:59:05.996</c>, <c>1 00:59:05</c>, <c>1.00:59:05</c>, <c>1 day, 0:59:05</c>); or as ISO 8601 has them
    /// (<c>PT25M34.2S</c>).
    /// </summary>
    public static string? Seconds(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = default;
        if (NumberText.TryDecimal(text, out var whole, out var fraction))
        {
            if (whole > MaxSeconds) return OutOfRange;
            if (whole >= 0) duration = new TimeSpan((whole * TimeSpan.TicksPerSecond) + fraction);
            return null;
        }

        var isNegative = text is ['-', _, ..];
        if (isNegative) text = text[1..];
        if (!TryClock(text, out duration) && !TryIso(text, out duration)) return "is not a number of seconds";
        if (duration.Ticks / TimeSpan.TicksPerSecond > MaxSeconds) return OutOfRange;
        if (isNegative || duration < TimeSpan.Zero) duration = TimeSpan.Zero;
        return null;
    }

    /// <summary>A length of time in milliseconds.</summary>
    public static string? Milliseconds(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = default;
        if (!NumberText.TryDecimal(text, out var whole, out var fraction)) return "is not a number of milliseconds";
        if (whole < 0) return null;
        if (whole > MaxSeconds * 1000) return OutOfRange;
        duration = new TimeSpan((whole * TimeSpan.TicksPerMillisecond) + (fraction / 1000));
        return null;
    }

    /// <summary>A length of time in microseconds.</summary>
    public static string? Microseconds(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = default;
        if (!NumberText.TryDecimal(text, out var whole, out var fraction)) return "is not a number of microseconds";
        if (whole < 0) return null;
        if (whole > MaxSeconds * 1_000_000) return OutOfRange;
        duration = new TimeSpan((whole * TimeSpan.TicksPerMicrosecond) + (fraction / 1_000_000));
        return null;
    }

    private static bool TryClock(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = default;
        var colon = text.IndexOf(':');
        if (colon <= 0) return false;
        var hoursFrom = text[..colon].LastIndexOfAnyExceptInRange('0', '9') + 1;
        if (!TryDays(text[..hoursFrom], out var days) || !Number(text[hoursFrom..colon], out var hours)) return false;
        var rest = text[(colon + 1)..];
        if (rest.Length < 5 || rest[2] != ':' || !Number(rest[..2], out var minutes)
            || !Number(rest[3..5], out var seconds) || minutes > 59 || seconds > 60) return false;
        var fraction = rest[5..];
        if (!fraction.IsEmpty
            && (fraction[0] is not ('.' or ',') || fraction[1..].ContainsAnyExceptInRange('0', '9'))) return false;
        duration = new TimeSpan(
            ((((((days * 24) + hours) * 60) + minutes) * 60) + seconds) * TimeSpan.TicksPerSecond
            + (fraction.IsEmpty ? 0 : NumberText.FractionTicks(fraction[1..])));
        return true;
    }

    private static bool TryDays(ReadOnlySpan<char> text, out long days)
    {
        days = 0;
        if (text.IsEmpty) return true;
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return text[end..].Trim(" ,") is "" or "." or "d" or "day" or "days" && Number(text[..end], out days);
    }

    // Few enough digits for no overflow.
    private static bool Number(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        return text.Length is > 0 and <= 6
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    private static bool TryIso(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = default;
        if (text is not ['P', ..]) return false;
        try
        {
            duration = XmlConvert.ToTimeSpan(text.ToString());
            return true;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return false;
        }
    }
}
