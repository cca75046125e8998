using System.Collections.Frozen;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// The columns of CICFlowMeter, known by the words of their names in any order: its versions say the same in different
/// ways.
/// </summary>
/// <remarks>
/// <c>Total Length of Fwd Packets</c> is <c>TotLen Fwd Pkts</c>, <c>Min Packet Length</c> is <c>Pkt Len Min</c>. The
/// names of CICIDS2017 stand for all.
/// </remarks>
internal static class CicColumns
{
    /// <summary>The columns of numbers, in the order of CICIDS2017.</summary>
    public static IReadOnlyList<string> Numbers { get; } =
    [
        "Flow Duration", "Total Fwd Packets", "Total Backward Packets", "Total Length of Fwd Packets",
        "Total Length of Bwd Packets",
        "Fwd Packet Length Max", "Fwd Packet Length Min", "Fwd Packet Length Mean", "Fwd Packet Length Std",
        "Bwd Packet Length Max", "Bwd Packet Length Min", "Bwd Packet Length Mean", "Bwd Packet Length Std",
        "Flow Bytes/s", "Flow Packets/s", "Flow IAT Mean", "Flow IAT Std", "Flow IAT Max", "Flow IAT Min",
        "Fwd IAT Total", "Fwd IAT Mean", "Fwd IAT Std", "Fwd IAT Max", "Fwd IAT Min",
        "Bwd IAT Total", "Bwd IAT Mean", "Bwd IAT Std", "Bwd IAT Max", "Bwd IAT Min",
        "Fwd PSH Flags", "Bwd PSH Flags", "Fwd URG Flags", "Bwd URG Flags", "Fwd Header Length", "Bwd Header Length",
        "Fwd Packets/s", "Bwd Packets/s", "Min Packet Length", "Max Packet Length", "Packet Length Mean",
        "Packet Length Std", "Packet Length Variance",
        "FIN Flag Count", "SYN Flag Count", "RST Flag Count", "PSH Flag Count", "ACK Flag Count", "URG Flag Count",
        "CWE Flag Count", "ECE Flag Count",
        "Down/Up Ratio", "Average Packet Size", "Avg Fwd Segment Size", "Avg Bwd Segment Size",
        "Fwd Avg Bytes/Bulk", "Fwd Avg Packets/Bulk", "Fwd Avg Bulk Rate", "Bwd Avg Bytes/Bulk", "Bwd Avg Packets/Bulk",
        "Bwd Avg Bulk Rate",
        "Subflow Fwd Packets", "Subflow Fwd Bytes", "Subflow Bwd Packets", "Subflow Bwd Bytes",
        "Init_Win_bytes_forward", "Init_Win_bytes_backward", "act_data_pkt_fwd", "min_seg_size_forward",
        "Active Mean", "Active Std", "Active Max", "Active Min", "Idle Mean", "Idle Std", "Idle Max", "Idle Min",
    ];

    /// <summary>The columns of categories.</summary>
    public static IReadOnlyList<string> Categories { get; } = ["Protocol", "Destination Port"];

    private static readonly FrozenDictionary<string, FlowField> Fields = new Dictionary<string, FlowField>
    {
        ["Source IP"] = FlowField.Source,
        ["Source Port"] = FlowField.SourcePort,
        ["Destination IP"] = FlowField.Destination,
        ["Destination Port"] = FlowField.DestinationPort,
        ["Protocol"] = FlowField.Protocol,
        ["Timestamp"] = FlowField.DayFirstTime,
        ["Flow Duration"] = FlowField.Microseconds,
        ["Total Fwd Packets"] = FlowField.SourcePackets,
        ["Total Backward Packets"] = FlowField.DestinationPackets,
        ["Total Length of Fwd Packets"] = FlowField.SourcePayload,
        ["Total Length of Bwd Packets"] = FlowField.DestinationPayload,
        ["Label"] = FlowField.AttackName,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> ByWords =
        Numbers.Concat(Categories).Concat(Fields.Keys).Distinct().ToFrozenDictionary(Words);

    /// <summary>What CICIDS2017 calls a column; the name itself where it is none of CICFlowMeter's.</summary>
    public static string Known(string name) => ByWords.GetValueOrDefault(Words(name), name);

    /// <summary>What a column, as CICIDS2017 calls it, says of the flow.</summary>
    public static FlowField FieldOf(string known) => Fields.GetValueOrDefault(known);

    /// <summary>The words of a name, unabbreviated, in order of the alphabet.</summary>
    private static string Words(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var isLetter = i < name.Length && char.IsAsciiLetterOrDigit(name[i]);
            var isHump = isLetter && i > start && char.IsAsciiLetterUpper(name[i])
                && char.IsAsciiLetterLower(name[i - 1]);
            if (isLetter && !isHump) continue;
            if (i > start && Word(name[start..i].ToLowerInvariant()) is { } word) words.Add(word);
            start = isHump ? i : i + 1;
        }

        words.Sort(StringComparer.Ordinal);
        return string.Join(' ', words);
    }

    private static string? Word(string written) => written switch
    {
        "of" => null,
        "tot" => "total",
        "pkt" or "pkts" or "packets" => "packet",
        "byts" or "byte" => "bytes",
        "len" => "length",
        "cnt" => "count",
        "var" => "variance",
        "average" => "avg",
        "seg" => "segment",
        "forward" => "fwd",
        "backward" => "bwd",
        "blk" or "b" => "bulk",
        "cwr" => "cwe",
        "src" => "source",
        "dst" => "destination",
        _ => written,
    };
}
