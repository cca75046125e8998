using System.Globalization;

namespace NetAnomaly.Core.Tests.Support;

/// <summary>Flows of which a test names only what matters to it.</summary>
internal static class FlowMaker
{
    public const string Alice = "10.0.0.1";
    public const string Bob = "10.0.0.2";
    public const string Carol = "10.0.0.3";

    /// <summary>A time of 2011-08-16, such as <c>10:59:59.5</c>, or a full ISO time, UTC.</summary>
    public static DateTime At(string time) => DateTime.Parse(
        time.Contains('-', StringComparison.Ordinal) ? time : "2011-08-16T" + time,
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    public static FlowRecord Flow(
        string at = "10:00:00", string from = Alice, string to = Bob, string protocol = "tcp", long? bytes = 100,
        string? label = null, long line = 0) => new()
        {
            Start = At(at),
            Protocol = protocol,
            SourceAddress = from,
            DestinationAddress = to,
            Bytes = bytes,
            Label = label,
            Line = line,
        };
}
