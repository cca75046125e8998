namespace NetAnomaly.Flows.Text;

/// <summary>
/// Single values of flows from text, by the rules of all text formats. The readers say what is wrong, as the end of a
/// sentence, or <see langword="null"/>.
/// </summary>
internal static class FlowCell
{
    /// <summary>A time: ISO 8601, UTC where it names no zone, or units since 1970.</summary>
    public static bool TryTime(string text, out DateTime utc) => TimeText.TryParse(text, out utc);

    /// <summary>What is wrong with a time that a flow cannot have.</summary>
    public static string? Limits(DateTime utc) =>
        FlowTime.IsTime(utc.Ticks) ? null : $"is out of range ({FlowTime.Years})";

    /// <summary>A length of time: seconds, or as a clock shows it, or as ISO 8601 has it.</summary>
    public static string? Duration(string text, out TimeSpan duration) => DurationText.Seconds(text, out duration);

    /// <summary>A whole number from 0.</summary>
    public static string? Count(string text, out long count) => NumberText.Count(text, out count);

    /// <summary>A port, by number or by the name that IANA's list has for it.</summary>
    public static string? Port(string text, string protocol, out int? port)
    {
        var fault = NumberText.Port(text, out var number);
        port = number < 0 ? null : number;
        if (fault is null || !PortNames.IsName(text)) return fault;
        port = PortNames.Find(text, protocol);
        return port is null ? "is a name of no port in IANA's list" : null;
    }

    /// <summary>The name of a protocol given by name or number.</summary>
    public static string Protocol(string text) =>
        string.IsNullOrEmpty(text) ? "unknown" : ProtocolNames.Canonical(text);

    /// <summary>An address in its one form.</summary>
    public static string Address(string text) => AddressText.Canonical(text);
}
