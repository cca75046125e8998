using System.Globalization;
using NetAnomaly.Flows;

namespace NetAnomaly.Operations.Suppressions;

/// <summary>Hours of the day in a time zone; those that end before they begin go over midnight. Immutable.</summary>
internal sealed class HourRange
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly string[] Forms = [@"h\:mm", @"hh\:mm", "%h", "hh"];
    private readonly TimeSpan from;
    private readonly TimeSpan length;
    private readonly TimeZoneInfo zone;

    private HourRange(TimeSpan from, TimeSpan length, TimeZoneInfo zone) =>
        (this.from, this.length, this.zone) = (from, length, zone);

    /// <summary>Reads <c>22:00-04:00</c>; <see langword="null"/> where the text is none.</summary>
    /// <exception cref="ArgumentException">There is no such time zone.</exception>
    public static HourRange? Parse(string text, string? zone)
    {
        var known = zone is null ? TimeZoneInfo.Utc : FlowTextOptions.Zone(zone);
        var parts = text.Split('-', StringSplitOptions.TrimEntries);
        if (parts.Length != 2 || Time(parts[0]) is not { } from || Time(parts[1]) is not { } to || from == Day)
            return null;
        var length = to > from ? to - from : to + Day - from;
        return from == to ? null : new HourRange(from, length, known);
    }

    /// <summary>Whether a time from a start to before an end lies within one night, or day, of these hours.</summary>
    public bool Covers(DateTime start, DateTime end)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(start, DateTimeKind.Utc), zone);
        var last = TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(end, DateTimeKind.Utc), zone);
        // Times of the clock: on the day of its change a window of an hour can be none, or two.
        var behind = local.TimeOfDay >= from ? local.TimeOfDay - from : local.TimeOfDay + Day - from;
        return behind < length && end - start <= Day && (length == Day || behind + (last - local) <= length);
    }

    private static TimeSpan? Time(string text) =>
        text is "24" or "24:00" ? Day
        : TimeSpan.TryParseExact(text, Forms, CultureInfo.InvariantCulture, out var time) && time < Day ? time
        : null;
}
