using System.Globalization;

namespace NetAnomaly.Flows.Text;

/// <summary>Reads times by what is said of them: their forms, their zone, their culture.</summary>
internal sealed class TimeRules(FlowReadContext context)
{
    private const DateTimeStyles Styles =
        DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.NoCurrentDateDefault;

    // Fewer are no date with a year; the framework would make one of the current year.
    private const int LeastDigits = 6;

    private readonly string[]? formats = context.Text.TimeFormats is { Count: > 0 } given ? [.. given] : null;
    private readonly CultureInfo? culture = context.Text.Culture;
    private readonly TimeZoneInfo? zone = context.Text.TimeZone;

    /// <summary>Reads a time of a calendar, or in units since 1970.</summary>
    public bool TryTime(ReadOnlySpan<char> text, out DateTime utc)
    {
        if (formats is not null) return TryExact(text, formats, out utc);
        if (TimeText.TryParse(text, out utc, out var isZoned))
        {
            if (zone is not null && !isZoned) utc = OfZone(utc);
            return true;
        }

        return culture is not null && TryCulture(text, culture, out utc);
    }

    /// <summary>Reads a time as CICFlowMeter writes it, the day first; or one of another form.</summary>
    public bool TryDayFirst(ReadOnlySpan<char> text, out DateTime utc)
    {
        if (formats is not null || !DayFirstTime.TryParse(text, out utc)) return TryTime(text, out utc);
        if (zone is not null) utc = OfZone(utc);
        return true;
    }

    /// <summary>Reads a time that lacks the year.</summary>
    public bool TryYearless(ReadOnlySpan<char> text, out DateTime utc)
    {
        if (!YearlessTime.TryParse(text, context.Written, out utc)) return false;
        if (zone is not null) utc = OfZone(utc);
        return true;
    }

    private bool TryExact(ReadOnlySpan<char> text, string[] forms, out DateTime utc)
    {
        var provider = culture ?? CultureInfo.InvariantCulture;
        return DateTime.TryParseExact(text, forms, provider, Styles, out utc) ? Placed(ref utc)
            : LeapSecond.TryReplace(text, out var without)
                && DateTime.TryParseExact(without, forms, provider, Styles, out utc)
                && Placed(ref utc, seconds: 1);
    }

    private bool TryCulture(ReadOnlySpan<char> text, CultureInfo given, out DateTime utc)
    {
        utc = default;
        var digits = 0;
        foreach (var c in text) digits += char.IsAsciiDigit(c) ? 1 : 0;
        if (digits < LeastDigits) return false;
        return DateTime.TryParse(text, given, Styles, out utc) ? Placed(ref utc)
            : LeapSecond.TryReplace(text, out var without) && DateTime.TryParse(without, given, Styles, out utc)
                && Placed(ref utc, seconds: 1);
    }

    // The framework's parsers leave the kind of a time that names no zone open.
    private bool Placed(ref DateTime time, int seconds = 0)
    {
        var utc = time.Kind == DateTimeKind.Utc ? time
            : zone is not null ? OfZone(time)
            : DateTime.SpecifyKind(time, DateTimeKind.Utc);
        time = utc.AddSeconds(seconds);
        return true;
    }

    private DateTime OfZone(DateTime clock)
    {
        var local = DateTime.SpecifyKind(clock, DateTimeKind.Unspecified);
        if (zone!.IsAmbiguousTime(local))
            context.Note(
                "time|times came twice, as the clocks were set back, and was|were taken for the later one|ones",
                "Export with times in UTC to tell them apart.");
        var ticks = local.Ticks - zone.GetUtcOffset(local).Ticks;
        return new DateTime(Math.Clamp(ticks, 0, DateTime.MaxValue.Ticks), DateTimeKind.Utc);
    }
}
