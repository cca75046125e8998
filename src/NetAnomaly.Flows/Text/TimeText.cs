using System.Buffers;

namespace NetAnomaly.Flows.Text;

/// <summary>
/// Reads times: calendar forms (UTC unless they name an offset) and seconds or finer units since 1970.
/// </summary>
internal static class TimeText
{
    private const long NanosecondsPerTick = 100;

    private static readonly SearchValues<char> Unset = SearchValues.Create("0-/:. TZ");

    [ThreadStatic]
    private static int lastDate;

    [ThreadStatic]
    private static long lastTicks;

    /// <summary>
    /// Reads <c>yyyy-MM-dd</c> or <c>yyyy/MM/dd</c>, then optionally <c>T</c>, a space or a comma, <c>HH:mm</c>,
    /// <c>:ss</c>, a fraction (kept to 100 ns) and a zone, after a space or not: <c>Z</c>, <c>UTC</c>, <c>GMT</c> or an
    /// offset such as <c>+02:00</c>; or a number since 1970-01-01Z: below 1e11 seconds, below 1e14 milliseconds, below
    /// 1e17 microseconds, else nanoseconds (which is unambiguous from 1973 to 5138). A second of 60, a leap second, is
    /// the next minute's first.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="utc">The time; one that names no zone is taken for UTC.</param>
    /// <param name="isZoned">Whether the text says what zone its time is of; units since 1970 do.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTime utc, out bool isZoned)
    {
        if (text.Length >= 10 && text[4] is '-' or '/' && text[7] == text[4])
            return TryCalendar(text, out utc, out isZoned);
        isZoned = true;
        return TryEpoch(text, out utc);
    }

    /// <summary>The same, whether a zone is named or not.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTime utc) => TryParse(text, out utc, out _);

    /// <summary>Whether a text is zeros in the place of a time: <c>0</c>, <c>0000-00-00 00:00:00</c>.</summary>
    public static bool IsUnset(ReadOnlySpan<char> text) => text[0] == '0' && !text.ContainsAnyExcept(Unset);

    private static bool TryCalendar(ReadOnlySpan<char> text, out DateTime utc, out bool isZoned)
    {
        utc = default;
        isZoned = false;
        if (!Digits(text[..4], out var year) || !Digits(text[5..7], out var month) || !Digits(text[8..10], out var day))
            return false;
        // Flows of one day follow one another.
        var date = (year * 10_000) + (month * 100) + day;
        if (date != lastDate)
        {
            if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
            (lastDate, lastTicks) = (date, new DateTime(year, month, day).Ticks);
        }

        var ticks = lastTicks;
        var rest = text[10..];
        if (!rest.IsEmpty)
        {
            if (rest[0] is not ('T' or 't' or ' ' or ',') || !TryClock(ref rest, out var clock)
                || !TryOffset(rest, out var offset)) return false;
            isZoned = !rest.IsEmpty;
            ticks += clock - offset;
        }

        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks) return false;
        utc = new DateTime(ticks, DateTimeKind.Utc);
        return true;
    }

    private static bool TryClock(ref ReadOnlySpan<char> rest, out long ticks)
    {
        ticks = 0;
        if (rest.Length < 6 || rest[3] != ':' || !Digits(rest[1..3], out var hour)
            || !Digits(rest[4..6], out var minute)) return false;
        rest = rest[6..];
        var second = 0;
        if (rest.Length >= 3 && rest[0] == ':')
        {
            if (!Digits(rest[1..3], out second)) return false;
            rest = rest[3..];
            if (!rest.IsEmpty && rest[0] is '.' or ',')
            {
                rest = rest[1..];
                var length = rest.IndexOfAnyExceptInRange('0', '9');
                if (length < 0) length = rest.Length;
                if (length == 0) return false;
                ticks = NumberText.FractionTicks(rest[..length]);
                rest = rest[length..];
            }
        }

        if (hour > 23 || minute > 59 || second > 60) return false;
        ticks += (((hour * 60L) + minute) * 60 + second) * TimeSpan.TicksPerSecond;
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<char> rest, out long ticks)
    {
        ticks = 0;
        if (rest is [' ', _, ..]) rest = rest[1..];
        if (rest.IsEmpty || rest is "Z" or "z" or "UTC" or "GMT") return true;
        if (rest[0] is not ('+' or '-')) return false;
        var minutes = 0;
        var valid = rest.Length switch
        {
            3 => true,
            5 => Digits(rest[3..], out minutes),
            6 => rest[3] == ':' && Digits(rest[4..], out minutes),
            _ => false,
        };
        if (!valid || !Digits(rest[1..3], out var hours) || hours > 14 || minutes > 59) return false;
        ticks = ((hours * 60L) + minutes) * TimeSpan.TicksPerMinute * (rest[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool TryEpoch(ReadOnlySpan<char> text, out DateTime utc)
    {
        utc = default;
        if (!NumberText.TryDecimal(text, out var whole, out var fraction) || whole < 0) return false;
        var ticks = whole switch
        {
            < 100_000_000_000 => (whole * TimeSpan.TicksPerSecond) + fraction,
            < 100_000_000_000_000 => (whole * TimeSpan.TicksPerMillisecond) + (fraction / 1000),
            < 100_000_000_000_000_000 => (whole * TimeSpan.TicksPerMicrosecond) + (fraction / 1_000_000),
            _ => whole / NanosecondsPerTick,
        };
        if (ticks > DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks) return false;
        utc = DateTime.UnixEpoch.AddTicks(ticks);
        return true;
    }

    private static bool Digits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (var c in text)
        {
            var digit = (uint)(c - '0');
            if (digit > 9) return false;
            value = (value * 10) + (int)digit;
        }

        return true;
    }
}
