using System.Globalization;

namespace NetAnomaly.Operations.Alerts;

/// <summary>The head of a message of RFC 5424.</summary>
internal static class SyslogHeader
{
    // local0, which sites give to what is their own.
    private const int Facility = 16;
    private const int MostHost = 255;

    private static readonly string Host = Printable(Environment.MachineName);

    /// <summary>The head, up to the structured data.</summary>
    public static string Of(AlertLevel level, DateTime time, AlertAction action) => string.Create(
        CultureInfo.InvariantCulture,
        $"<{(Facility * 8) + LevelScale.Syslog(level)}>1 {JsonLine.Iso(time)} {Host} NetAnomaly "
            + $"{Environment.ProcessId} {action}");

    /// <summary>The name of a machine as the head may have it: printable ASCII without spaces.</summary>
    internal static string Printable(string name)
    {
        string text = new([.. name.Where(character => character is > ' ' and < '\x7f').Take(MostHost)]);
        return text.Length == 0 ? "-" : text;
    }
}
