using System.Collections.Frozen;

namespace NetAnomaly.Flows.Formats;

/// <summary>The notes on Zeek's logs beside conn.log: one for each that Zeek's own scripts write, one for all
/// others.</summary>
internal static class ZeekLogs
{
    private const string Other = "record|records of Zeek's other logs was|were passed over: they tell no connections";

    private static readonly FrozenDictionary<string, string> Names = new[]
    {
        "analyzer", "capture_loss", "dce_rpc", "dhcp", "dnp3", "dns", "dpd", "files", "ftp", "http", "intel", "irc",
        "kerberos", "known_certs", "known_hosts", "known_services", "ldap", "ldap_search", "modbus", "mqtt_connect",
        "mqtt_publish", "mysql", "notice", "ntlm", "ntp", "ocsp", "packet_filter", "pe", "postgresql", "quic", "radius",
        "rdp", "redis", "reporter", "rfb", "sip", "smb_cmd", "smb_files", "smb_mapping", "smtp", "snmp", "socks",
        "software", "ssh", "ssl", "stats", "syslog", "telemetry", "traceroute", "tunnel", "weird", "weird_stats",
        "websocket", "x509",
    }.ToFrozenDictionary(
        name => name, name => $"record|records of Zeek's {name} log was|were passed over: they tell no connections",
        StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Names.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// The note on a record of a log; names of none of Zeek's own logs are not repeated, as anything may stand there.
    /// </summary>
    public static string Note(ReadOnlySpan<char> path) => Lookup.TryGetValue(path, out var note) ? note : Other;
}
