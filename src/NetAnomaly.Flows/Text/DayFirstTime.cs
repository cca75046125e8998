using System.Globalization;

namespace NetAnomaly.Flows.Text;

/// <summary>
/// Reads times as CICFlowMeter writes them: <c>7/7/2017 3:56</c>, <c>03/07/2017 08:55:58</c>, <c>22/02/2018 12:27:57
/// AM</c>; the day first.
/// </summary>
internal static class DayFirstTime
{
    private static readonly string[] Forms = ["d/M/yyyy H:m", "d/M/yyyy H:m:s", "d/M/yyyy h:m:s tt", "d/M/yyyy h:m tt"];
    private const int LongestCode = 8;

    // CICIDS2017 was captured from 3 to 7 July 2017 in office hours. Its labelled flows have hours of a clock of twelve
    // and do not say which half of the day it is: what the data set's schedule has at 15:56, the DDoS of 7 July, begins
    // at 3:56 in them.
    private static readonly DateTime CaptureStart = new(2017, 7, 3, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime CaptureEnd = new(2017, 7, 8, 0, 0, 0, DateTimeKind.Utc);
    private const int FirstHour = 8;

    /// <summary>
    /// Whether a text is a small number, which some copies put in the place of a time that they do not tell.
    /// </summary>
    public static bool IsCode(ReadOnlySpan<char> text)
    {
        if (text.EndsWith(".0", StringComparison.Ordinal)) text = text[..^2];
        return text.Length is > 0 and <= LongestCode && !text.ContainsAnyExceptInRange('0', '9');
    }

    /// <summary>
    /// Reads a time; it counts as UTC. Hours before 8 on the days of CICIDS2017 are in the afternoon.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTime utc)
    {
        if (
            !DateTime.TryParseExact(
                text, Forms, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out utc)) return false;
        if (utc >= CaptureStart && utc < CaptureEnd && utc.Hour < FirstHour) utc = utc.AddHours(12);
        return true;
    }
}
