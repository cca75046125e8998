using System.Buffers;
using System.Globalization;

namespace NetAnomaly.Flows.Text;

/// <summary>
/// Reads times that lack the year: syslog's <c>Mar 2 10:00:00</c>, tcpdump's <c>Mar 02 10:00:00.123456</c> and
/// flow-print's <c>0302.10:00:00.123</c>. The year is the latest one that puts the time no more than a day behind the
/// file's last write. Times count as UTC.
/// </summary>
internal static class YearlessTime
{
    private const string Months = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private static readonly SearchValues<char> ClockRest = SearchValues.Create(".0123456789");

    /// <summary>Reads a time.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="written">When the file was last written.</param>
    /// <param name="utc">The time.</param>
    public static bool TryParse(ReadOnlySpan<char> text, DateTime written, out DateTime utc)
    {
        utc = default;
        if (!TryDate(text, out var month, out var day, out var rest) || !TryClock(rest, out var clock)) return false;
        // Eight years hold a leap year, whichever they are.
        for (var year = written.Year + 1; year > written.Year - 8 && year > 0; year--)
        {
            if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) continue;
            utc = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc) + clock;
            if (utc <= written.AddDays(1)) return true;
        }

        return false;
    }

    /// <summary>
    /// How much of a line a syslog time takes: <c>Mar 2 10:00:00</c>, with a fraction or not; 0 if it begins with none.
    /// </summary>
    public static int Length(ReadOnlySpan<char> line)
    {
        if (line.Length < 15 || line[3] != ' ' || line[6] != ' ' || line[9] != ':' || line[12] != ':'
            || Month(line[..3]) == 0) return 0;
        var end = line[15..].IndexOfAnyExcept(ClockRest);
        return end < 0 ? line.Length : 15 + end;
    }

    private static bool TryDate(ReadOnlySpan<char> text, out int month, out int day, out ReadOnlySpan<char> rest)
    {
        month = day = 0;
        rest = default;
        if (text.Length > 5 && text[4] == '.')
        {
            rest = text[5..];
            return Number(text[..2], out month) && Number(text[2..4], out day);
        }

        if (text.Length < 8 || text[3] != ' ' || text[6] != ' ') return false;
        rest = text[7..];
        month = Month(text[..3]);
        return month > 0 && Number(text[4..6].TrimStart(), out day);
    }

    private static bool TryClock(ReadOnlySpan<char> text, out TimeSpan clock)
    {
        clock = default;
        if (text.Length < 8 || text[2] != ':' || text[5] != ':' || !Number(text[..2], out var hour)
            || !Number(text[3..5], out var minute) || !Number(text[6..8], out var second)) return false;
        if (hour > 23 || minute > 59 || second > 60) return false;
        var fraction = text[8..];
        if (!fraction.IsEmpty && (fraction[0] != '.' || fraction[1..].ContainsAnyExceptInRange('0', '9'))) return false;
        clock = new TimeSpan(hour, minute, second) + new TimeSpan(
            fraction.IsEmpty ? 0 : NumberText.FractionTicks(fraction[1..]));
        return true;
    }

    private static int Month(ReadOnlySpan<char> name)
    {
        var at = Months.AsSpan().IndexOf(name, StringComparison.Ordinal);
        return at >= 0 && at % 3 == 0 ? (at / 3) + 1 : 0;
    }

    private static bool Number(ReadOnlySpan<char> text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
