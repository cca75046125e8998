using System.Globalization;

namespace NetAnomaly.Flows;

/// <summary>
/// How texts of times and numbers are read, where an export does not write them as most do. Immutable.
/// </summary>
internal sealed record FlowTextOptions
{
    /// <summary>Nothing is said: ISO 8601 or units since 1970, UTC, a decimal point.</summary>
    public static FlowTextOptions Default { get; } = new();

    /// <summary>
    /// The forms of times, as <see cref="DateTime.ParseExact(string, string, IFormatProvider)"/> takes them:
    /// <c>dd.MM.yyyy HH:mm:ss</c>. A time that has none of them is a bad one. <see langword="null"/> to recognise the
    /// form.
    /// </summary>
    public IReadOnlyList<string>? TimeFormats { get; init; }

    /// <summary>The zone of times that name none; <see langword="null"/> for UTC.</summary>
    public TimeZoneInfo? TimeZone { get; init; }

    /// <summary>
    /// Whose numbers and dates these are: decimal comma, grouped digits, the day first;
    /// <see langword="null"/> for a decimal point, ungrouped digits, the year first.
    /// </summary>
    public CultureInfo? Culture { get; init; }

    /// <summary>
    /// The zone of a name: <c>UTC</c>, <c>local</c>, an identifier such as <c>Europe/Berlin</c> or
    /// <c>W. Europe Standard Time</c>, or an offset such as <c>+01:00</c>.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such zone.</exception>
    public static TimeZoneInfo Zone(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.Equals("local", StringComparison.OrdinalIgnoreCase)) return TimeZoneInfo.Local;
        if (name.Equals("utc", StringComparison.OrdinalIgnoreCase)) return TimeZoneInfo.Utc;
        if (name[0] is '+' or '-' && TimeSpan.TryParseExact(
            name.AsSpan(1), [@"hh\:mm", "hhmm", "hh"], CultureInfo.InvariantCulture, out var offset)
            && offset.TotalHours <= 14)
            return TimeZoneInfo.CreateCustomTimeZone(name, name[0] == '-' ? -offset : offset, name, name);
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : throw new ArgumentException(
                $"There is no time zone '{name}' on this system. Name one such as Europe/Berlin or W. Europe Standard "
                    + "Time, an offset such as +01:00, UTC or local.", nameof(name));
    }

    /// <summary>The culture of files with a decimal comma and points between groups, whatever the system knows of
    /// cultures.</summary>
    public static CultureInfo DecimalComma()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        return culture;
    }
}
