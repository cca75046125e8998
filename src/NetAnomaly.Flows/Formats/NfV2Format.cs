using System.Globalization;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// The NetFlow data sets of the University of Queensland: NF-UNSW-NB15-v2, NF-ToN-IoT-v2, NF-BoT-IoT-v2,
/// NF-CSE-CIC-IDS2018-v2, NF-UQ-NIDS-v2, and their versions 1 and 3.
/// </summary>
/// <remarks>
/// Versions 1 and 2 give no times: such flows begin at 1970. All columns but addresses, source port, times and labels
/// are features, called as in the file. <c>Attack</c> is the label (<c>Benign</c> stays), or what <c>Label</c> marks
/// where there is no <c>Attack</c>.
/// </remarks>
internal sealed class NfV2Format : FeatureFormat
{
    private static readonly string[] Categories = ["PROTOCOL", "L7_PROTO", "L4_DST_PORT"];

    private static readonly string[] NoNumbers =
        [
            "IPV4_SRC_ADDR", "IPV4_DST_ADDR", "L4_SRC_PORT", "FLOW_START_MILLISECONDS", "FLOW_END_MILLISECONDS",
            "LABEL", "ATTACK", "DATASET",
        ];

    /// <inheritdoc/>
    public override string Name => "NfV2";

    /// <inheritdoc/>
    public override string Description => "NetFlow data sets NF-UNSW-NB15-v2 and kin, versions 1 to 3";

    /// <inheritdoc/>
    public override string Recognition => "a header with IPV4_SRC_ADDR, IPV4_DST_ADDR, L4_DST_PORT and IN_BYTES";

    /// <inheritdoc/>
    public override bool Recognizes(ReadOnlySpan<byte> head) => LayoutOf(Text.HeadText.FirstLine(head)) is not null;

    private protected override FeatureLayout? LayoutOf(string firstLine)
    {
        string[] names =
        [
            .. Text.HeaderNames.Split(firstLine).Select(name => name.ToUpper(CultureInfo.InvariantCulture)),
        ];
        if (!names.Contains("IPV4_SRC_ADDR") || !names.Contains("IPV4_DST_ADDR") || !names.Contains("L4_DST_PORT")
            || !names.Contains("IN_BYTES")) return null;
        return FeatureLayout.Of(
            new FeatureSchema(
                "NfV2", names.Except(Categories).Except(NoNumbers).Where(name => name.Length > 0).Distinct(),
                Categories.Where(names.Contains)),
            [.. names.Select(name => (name, name, FieldOf(name)))],
            hasHeader: true);
    }

    private static FlowField FieldOf(string name) => name switch
    {
        "IPV4_SRC_ADDR" => FlowField.Source,
        "IPV4_DST_ADDR" => FlowField.Destination,
        "L4_SRC_PORT" => FlowField.SourcePort,
        "L4_DST_PORT" => FlowField.DestinationPort,
        "PROTOCOL" => FlowField.Protocol,
        "L7_PROTO" => FlowField.Service,
        "FLOW_START_MILLISECONDS" => FlowField.Start,
        "FLOW_DURATION_MILLISECONDS" => FlowField.Milliseconds,
        "IN_BYTES" => FlowField.SourceBytes,
        "OUT_BYTES" => FlowField.DestinationBytes,
        "IN_PKTS" => FlowField.SourcePackets,
        "OUT_PKTS" => FlowField.DestinationPackets,
        "TCP_FLAGS" => FlowField.State,
        "ATTACK" => FlowField.AttackName,
        "LABEL" => FlowField.AttackMark,
        _ => FlowField.None,
    };
}
