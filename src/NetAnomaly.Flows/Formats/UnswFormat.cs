using System.Globalization;
using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// UNSW-NB15 in both forms: the raw files (<c>UNSW-NB15_1.csv</c>: 49 columns, addresses and times, with or without a
/// header) and the partition for training and testing (<c>UNSW_NB15_training-set.csv</c>: a header, neither addresses
/// nor times).
/// </summary>
/// <remarks>
/// Columns are called as in the partition, whichever form they come from (<c>Sload</c> is <c>sload</c>, <c>smeansz</c>
/// is <c>smean</c>), so that both forms have the same ones, save <c>rate</c>, which the raw form lacks. The label is
/// the attack's category, or <c>Normal</c> where there is none and the row is marked 0, or <c>Attack</c> where it is
/// marked 1. Addresses, ports, times and the row's number are no features.
/// </remarks>
internal sealed class UnswFormat : FeatureFormat
{
    private const int LinesTried = 10;

    private static readonly string[] Categories = ["proto", "state", "service"];

    /// <summary>The partition's columns of numbers, in its order.</summary>
    private static readonly string[] Numbers =
    [
        "dur", "spkts", "dpkts", "sbytes", "dbytes", "rate", "sttl", "dttl", "sload", "dload", "sloss", "dloss",
        "sinpkt", "dinpkt", "sjit", "djit",
        "swin", "stcpb", "dtcpb", "dwin", "tcprtt", "synack", "ackdat", "smean", "dmean", "trans_depth",
        "response_body_len", "ct_srv_src",
        "ct_state_ttl", "ct_dst_ltm", "ct_src_dport_ltm", "ct_dst_sport_ltm", "ct_dst_src_ltm", "is_ftp_login",
        "ct_ftp_cmd", "ct_flw_http_mthd",
        "ct_src_ltm", "ct_srv_dst", "is_sm_ips_ports",
    ];

    /// <summary>The raw form's columns, in its order (NUSW-NB15_features.csv).</summary>
    private static readonly string[] Raw =
    [
        "srcip", "sport", "dstip", "dsport", "proto", "state", "dur", "sbytes", "dbytes", "sttl", "dttl", "sloss",
        "dloss", "service", "Sload", "Dload",
        "Spkts", "Dpkts", "swin", "dwin", "stcpb", "dtcpb", "smeansz", "dmeansz", "trans_depth", "res_bdy_len", "Sjit",
        "Djit", "Stime", "Ltime",
        "Sintpkt", "Dintpkt", "tcprtt", "synack", "ackdat", "is_sm_ips_ports", "ct_state_ttl", "ct_flw_http_mthd",
        "is_ftp_login", "ct_ftp_cmd",
        "ct_srv_src", "ct_srv_dst", "ct_dst_ltm", "ct_src_ltm", "ct_src_dport_ltm", "ct_dst_sport_ltm",
        "ct_dst_src_ltm", "attack_cat", "label",
    ];

    private static readonly FeatureLayout Headless = Layout(Raw, hasHeader: false);

    /// <inheritdoc/>
    public override string Name => "UnswNb15";

    /// <inheritdoc/>
    public override string Description => "UNSW-NB15, raw (49 columns) or the partition for training and testing";

    /// <inheritdoc/>
    public override string Recognition =>
        "its header, or 49 columns with addresses, two times in seconds and a mark 0 or 1 at the end";

    /// <inheritdoc/>
    public override bool Recognizes(ReadOnlySpan<byte> head) =>
        HeadText.FirstLines(head, LinesTried) is var lines
        && (lines.Exists(IsRawRow) || (lines.Count > 0 && IsHeader(lines[0])));

    private protected override FeatureLayout LayoutOf(string firstLine) =>
        IsHeader(firstLine) ? Layout(HeaderNames.Split(firstLine), hasHeader: true) : Headless;

    private static FeatureLayout Layout(string[] header, bool hasHeader)
    {
        var known = Array.ConvertAll(header, Known);
        return FeatureLayout.Of(
            new FeatureSchema("UnswNb15", Numbers.Where(known.Contains), Categories.Where(known.Contains)),
            [.. header.Zip(known, (name, column) => (name, column, FieldOf(column)))],
            hasHeader);
    }

    /// <summary>The partition's name of a column; the raw form writes <c>ct_src_ ltm</c> with a space.</summary>
    private static string Known(string name) =>
        name.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant() switch
    {
        "smeansz" => "smean",
        "dmeansz" => "dmean",
        "res_bdy_len" => "response_body_len",
        "sintpkt" => "sinpkt",
        "dintpkt" => "dinpkt",
        var other => other,
    };

    private static FlowField FieldOf(string known) => known switch
    {
        "srcip" => FlowField.Source,
        "sport" => FlowField.SourcePort,
        "dstip" => FlowField.Destination,
        "dsport" => FlowField.DestinationPort,
        "proto" => FlowField.Protocol,
        "state" => FlowField.State,
        "service" => FlowField.Service,
        "dur" => FlowField.Duration,
        "stime" => FlowField.Start,
        "sbytes" => FlowField.SourceBytes,
        "dbytes" => FlowField.DestinationBytes,
        "spkts" => FlowField.SourcePackets,
        "dpkts" => FlowField.DestinationPackets,
        "attack_cat" => FlowField.AttackName,
        "label" => FlowField.AttackMark,
        _ => FlowField.None,
    };

    private static bool IsHeader(string line)
    {
        var known = Array.ConvertAll(HeaderNames.Split(line), Known);
        return Array.TrueForAll(["proto", "state", "dur", "sttl", "ct_state_ttl", "ct_srv_src"], known.Contains);
    }

    private static bool IsRawRow(string line)
    {
        var cells = HeaderNames.Split(line);
        return cells.Length == Raw.Length
            && cells[0].Contains('.', StringComparison.Ordinal) && cells[2].Contains('.', StringComparison.Ordinal)
            && IsTime(cells[28]) && IsTime(cells[29])
            && cells[^1] is "0" or "1";
    }

    // Seconds since 1970.
    private static bool IsTime(string cell) =>
        cell.Length == 10 && long.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
