using System.Globalization;
using NetAnomaly.Internal;

namespace NetAnomaly.Core.Detection;

/// <summary>Numbers as sentences name them, the same in every culture.</summary>
internal static class NumberPhrases
{
    /// <summary><c>1 flow</c>, <c>1,200 flows</c>.</summary>
    public static string Count(double count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");

    /// <summary><c>1.80 GB</c>.</summary>
    public static string Bytes(double bytes) => DisplayText.Bytes((long)bytes, CultureInfo.InvariantCulture);

    /// <summary>What was to be expected: <c>none is</c>, <c>about 1 is</c>, <c>about 12 are</c>.</summary>
    public static string Expected(double count) => Math.Round(count) switch
    {
        0 => "none is",
        1 => "about 1 is",
        var about => string.Create(CultureInfo.InvariantCulture, $"about {about:N0} are"),
    };

    /// <summary>A time between flows: <c>60 s</c>, <c>20 min</c>.</summary>
    public static string Interval(double seconds) => seconds switch
    {
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#} s"),
        < 7200 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.#} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.#} h"),
    };

    /// <summary>A moment to the minute: <c>2026-03-04 02:00Z</c>.</summary>
    public static string Minute(long ticks) =>
        string.Create(CultureInfo.InvariantCulture, $"{new DateTime(ticks, DateTimeKind.Utc):yyyy-MM-dd HH:mm'Z'}");

    /// <summary>The window that is looked at: <c>this hour</c>, <c>in 5 min</c>.</summary>
    public static string InWindow(TimeSpan window) =>
        window == TimeSpan.FromHours(1) ? "this hour" : $"in {DisplayText.Window(window)}";

    /// <summary>What a window is: <c>hour</c>, <c>window of 5 min</c>.</summary>
    public static string Window(TimeSpan window) =>
        window == TimeSpan.FromHours(1) ? "hour" : $"window of {DisplayText.Window(window)}";

    /// <summary>How many windows: <c>31 hours</c>, <c>31 windows of 5 min</c>.</summary>
    public static string Windows(int count, TimeSpan window) => window == TimeSpan.FromHours(1)
        ? Count(count, "hour", "hours")
        : $"{Count(count, "window", "windows")} of {DisplayText.Window(window)}";
}
