using System.Globalization;
using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// NSL-KDD (<c>KDDTrain+.txt</c>) and KDD Cup 1999: 41 features, then the attack's name, then (NSL-KDD) a difficulty;
/// no header.
/// </summary>
/// <remarks>
/// The data sets hold neither addresses nor times, see <see cref="FlowRecord"/>. The attack's name is the label,
/// without the full stop that KDD Cup 1999 puts behind it; <c>normal</c> stays. The difficulty is passed over: it was
/// measured with classifiers on the labels. The order of the columns is that of <c>kddcup.names</c>. A header, which
/// some copies have, is passed over.
/// </remarks>
internal sealed class KddFormat : FeatureFormat
{
    private const int Features = 41;
    private const int LinesTried = 10;

    private static readonly string[] Header = ["duration", "protocol_type", "service", "flag"];

    private static readonly string[] Categories = ["protocol_type", "service", "flag"];

    private static readonly string[] Names =
    [
        "duration", "protocol_type", "service", "flag", "src_bytes", "dst_bytes", "land", "wrong_fragment", "urgent",
        "hot", "num_failed_logins",
        "logged_in", "num_compromised", "root_shell", "su_attempted", "num_root", "num_file_creations", "num_shells",
        "num_access_files",
        "num_outbound_cmds", "is_host_login", "is_guest_login", "count", "srv_count", "serror_rate", "srv_serror_rate",
        "rerror_rate",
        "srv_rerror_rate", "same_srv_rate", "diff_srv_rate", "srv_diff_host_rate", "dst_host_count",
        "dst_host_srv_count",
        "dst_host_same_srv_rate", "dst_host_diff_srv_rate", "dst_host_same_src_port_rate",
        "dst_host_srv_diff_host_rate",
        "dst_host_serror_rate", "dst_host_srv_serror_rate", "dst_host_rerror_rate", "dst_host_srv_rerror_rate", "label",
        "difficulty",
    ];

    private static readonly FeatureLayout Headless = FeatureLayout.Of(
        new FeatureSchema("Kdd", Names[..Features].Except(Categories), Categories),
        [.. Names.Select(name => (name, name, FieldOf(name)))],
        hasHeader: false) with { Least = Features };

    private static readonly FeatureLayout Headed = Headless with { HasHeader = true };

    /// <inheritdoc/>
    public override string Name => "Kdd";

    /// <inheritdoc/>
    public override string Description => "NSL-KDD and KDD Cup 1999: 41 features and the attack's name";

    /// <inheritdoc/>
    public override string Recognition => "41 to 43 columns: number, protocol, service, one of eleven flags, numbers";

    /// <inheritdoc/>
    public override bool Recognizes(ReadOnlySpan<byte> head) =>
        HeadText.FirstLines(head, LinesTried) is var lines
        && (lines.Exists(IsRow) || (lines.Count > 0 && IsHeader(lines[0])));

    private protected override FeatureLayout LayoutOf(string firstLine) => IsHeader(firstLine) ? Headed : Headless;

    private static FlowField FieldOf(string name) => name switch
    {
        "duration" => FlowField.Duration,
        "protocol_type" => FlowField.Protocol,
        "service" => FlowField.Service,
        "flag" => FlowField.State,
        "src_bytes" => FlowField.SourceBytes,
        "dst_bytes" => FlowField.DestinationBytes,
        "label" => FlowField.AttackName,
        _ => FlowField.None,
    };

    private static bool IsHeader(string line) =>
        line.Contains("protocol_type", StringComparison.OrdinalIgnoreCase)
        && HeaderNames.Split(line).Take(Header.Length).SequenceEqual(Header, StringComparer.OrdinalIgnoreCase);

    private static bool IsRow(string line)
    {
        var cells = HeaderNames.Split(line);
        return cells.Length is Features or Features + 1 or Features + 2
            && cells[1] is "tcp" or "udp" or "icmp"
            && cells[3] is "SF" or "S0" or "S1" or "S2" or "S3" or "SH" or "OTH" or "REJ" or "RSTO" or "RSTR"
            or "RSTOS0"
            && IsNumber(cells[0])
            && cells[4..Features].All(IsNumber);
    }

    private static bool IsNumber(string cell) =>
        float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
