using System.Globalization;

namespace NetAnomaly.Benchmarks.Readers;

/// <summary>Larger files of formats of which only small captures are at hand.</summary>
internal static class SyntheticExports
{
    private const int Rows = 300_000;

    /// <summary>What can be made, by file name.</summary>
    public static IReadOnlyList<(string Name, Action<string> Write)> All { get; } =
    [
        ("conn.log", WriteZeek), ("eve.json", WriteEve),
    ];

    private static void WriteZeek(string path)
    {
        using var file = new StreamWriter(path);
        file.Write(
            "#separator "
                + "\\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_bytes\tresp_bytes\tconn_state\tlocal_orig\tlocal_resp\tmissed_bytes\thistory\torig_pkts\torig_ip_bytes\tresp_pkts\tresp_ip_bytes\ttunnel_parents\n");
        for (var i = 0L; i < Rows; i++)
        {
            file.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"{1714521600 + (i / 50)}.{i * 7919 % 1_000_000:000000}\tC{i:x12}\t10.0.{i * 31 % 7}.{i * 17 % 251}\t{1024 + (i * 13 % 60000)}\t192.0.2.{i * 11 % 199}\t443\ttcp\tssl\t{i % 90}.{i * 104729 % 1_000_000:000000}\t{i * 37 % 5000}\t{i * 53 % 90000}\tSF\tT\tF\t0\tShADadfF\t{i % 40 + 4}\t{i * 37 % 5000 + 300}\t{i % 50 + 4}\t{i * 53 % 90000 + 300}\t-\n"));
        }
    }

    private static void WriteEve(string path)
    {
        using var file = new StreamWriter(path);
        for (var i = 0L; i < Rows; i++)
        {
            var time = DateTime.UnixEpoch.AddSeconds(1714521600 + (i / 50)).AddMicroseconds(i * 7919 % 1_000_000);
            file.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $$$"""{"timestamp":"{{{time.AddSeconds(60):yyyy-MM-ddTHH:mm:ss.ffffff}}}+0000","flow_id":{{{1_000_000_000_000 + i}}},"in_iface":"eth0","event_type":"flow","src_ip":"10.0.{{{i * 31 % 7}}}.{{{i * 17 % 251}}}","src_port":{{{1024 + (i * 13 % 60000)}}},"dest_ip":"192.0.2.{{{i * 11 % 199}}}","dest_port":443,"proto":"TCP","app_proto":"tls","flow":{"pkts_toserver":{{{(i % 40) + 4}}},"pkts_toclient":{{{(i % 50) + 4}}},"bytes_toserver":{{{(i * 37 % 5000) + 300}}},"bytes_toclient":{{{(i * 53 % 90000) + 300}}},"start":"{{{time:yyyy-MM-ddTHH:mm:ss.ffffff}}}+0000","end":"{{{time.AddSeconds(i % 60):yyyy-MM-ddTHH:mm:ss.ffffff}}}+0000","age":{{{i % 60}}},"state":"closed","reason":"timeout","alerted":false},"tcp":{"tcp_flags":"1b","tcp_flags_ts":"1b","tcp_flags_tc":"1b","syn":true,"fin":true,"psh":true,"ack":true,"state":"closed"}}"""));
        }
    }
}
