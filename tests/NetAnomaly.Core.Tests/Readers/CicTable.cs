namespace NetAnomaly.Core.Tests.Readers;

/// <summary>Tables in the columns of CICFlowMeter, of which a test names only the cells that matter to it.</summary>
internal static class CicTable
{
    /// <summary>CICIDS2017, GeneratedLabelledFlows: spaces before most names, and one column twice.</summary>
    public static string[] Old { get; } =
    [
        "Flow ID", " Source IP", " Source Port", " Destination IP", " Destination Port", " Protocol", " Timestamp",
        " Flow Duration", " Total Fwd Packets",
        " Total Backward Packets", "Total Length of Fwd Packets", " Total Length of Bwd Packets",
        " Fwd Packet Length Max", " Fwd Packet Length Min",
        " Fwd Packet Length Mean", " Fwd Packet Length Std", "Bwd Packet Length Max", " Bwd Packet Length Min",
        " Bwd Packet Length Mean",
        " Bwd Packet Length Std", "Flow Bytes/s", " Flow Packets/s", " Flow IAT Mean", " Flow IAT Std", " Flow IAT Max",
        " Flow IAT Min", "Fwd IAT Total",
        " Fwd IAT Mean", " Fwd IAT Std", " Fwd IAT Max", " Fwd IAT Min", "Bwd IAT Total", " Bwd IAT Mean",
        " Bwd IAT Std", " Bwd IAT Max", " Bwd IAT Min",
        "Fwd PSH Flags", " Bwd PSH Flags", " Fwd URG Flags", " Bwd URG Flags", " Fwd Header Length",
        " Bwd Header Length", "Fwd Packets/s",
        " Bwd Packets/s", " Min Packet Length", " Max Packet Length", " Packet Length Mean", " Packet Length Std",
        " Packet Length Variance",
        "FIN Flag Count", " SYN Flag Count", " RST Flag Count", " PSH Flag Count", " ACK Flag Count", " URG Flag Count",
        " CWE Flag Count",
        " ECE Flag Count", " Down/Up Ratio", " Average Packet Size", " Avg Fwd Segment Size", " Avg Bwd Segment Size",
        " Fwd Header Length",
        "Fwd Avg Bytes/Bulk", " Fwd Avg Packets/Bulk", " Fwd Avg Bulk Rate", " Bwd Avg Bytes/Bulk",
        " Bwd Avg Packets/Bulk", "Bwd Avg Bulk Rate",
        "Subflow Fwd Packets", " Subflow Fwd Bytes", " Subflow Bwd Packets", " Subflow Bwd Bytes",
        "Init_Win_bytes_forward", " Init_Win_bytes_backward",
        " act_data_pkt_fwd", " min_seg_size_forward", "Active Mean", " Active Std", " Active Max", " Active Min",
        "Idle Mean", " Idle Std", " Idle Max",
        " Idle Min", " Label",
    ];

    /// <summary>CSE-CIC-IDS2018: other names for the same, no addresses.</summary>
    public static string[] New { get; } =
    [
        "Dst Port", "Protocol", "Timestamp", "Flow Duration", "Tot Fwd Pkts", "Tot Bwd Pkts", "TotLen Fwd Pkts",
        "TotLen Bwd Pkts", "Fwd Pkt Len Max",
        "Fwd Pkt Len Min", "Fwd Pkt Len Mean", "Fwd Pkt Len Std", "Bwd Pkt Len Max", "Bwd Pkt Len Min",
        "Bwd Pkt Len Mean", "Bwd Pkt Len Std",
        "Flow Byts/s", "Flow Pkts/s", "Flow IAT Mean", "Flow IAT Std", "Flow IAT Max", "Flow IAT Min", "Fwd IAT Tot",
        "Fwd IAT Mean", "Fwd IAT Std",
        "Fwd IAT Max", "Fwd IAT Min", "Bwd IAT Tot", "Bwd IAT Mean", "Bwd IAT Std", "Bwd IAT Max", "Bwd IAT Min",
        "Fwd PSH Flags", "Bwd PSH Flags",
        "Fwd URG Flags", "Bwd URG Flags", "Fwd Header Len", "Bwd Header Len", "Fwd Pkts/s", "Bwd Pkts/s", "Pkt Len Min",
        "Pkt Len Max", "Pkt Len Mean",
        "Pkt Len Std", "Pkt Len Var", "FIN Flag Cnt", "SYN Flag Cnt", "RST Flag Cnt", "PSH Flag Cnt", "ACK Flag Cnt",
        "URG Flag Cnt", "CWE Flag Count",
        "ECE Flag Cnt", "Down/Up Ratio", "Pkt Size Avg", "Fwd Seg Size Avg", "Bwd Seg Size Avg", "Fwd Byts/b Avg",
        "Fwd Pkts/b Avg", "Fwd Blk Rate Avg",
        "Bwd Byts/b Avg", "Bwd Pkts/b Avg", "Bwd Blk Rate Avg", "Subflow Fwd Pkts", "Subflow Fwd Byts",
        "Subflow Bwd Pkts", "Subflow Bwd Byts",
        "Init Fwd Win Byts", "Init Bwd Win Byts", "Fwd Act Data Pkts", "Fwd Seg Size Min", "Active Mean", "Active Std",
        "Active Max", "Active Min",
        "Idle Mean", "Idle Std", "Idle Max", "Idle Min", "Label",
    ];

    /// <summary>A header line.</summary>
    public static string Header(string[] names) => string.Join(',', names) + "\n";

    /// <summary>A row: the cells named, zeros elsewhere.</summary>
    public static string Row(string[] names, params (string Name, string Text)[] cells)
    {
        var row = Array.ConvertAll(names, _ => "0");
        (string Name, string Text)[] usual =
        [
            ("Source IP", "10.0.0.1"), ("Destination IP", "10.0.0.2"), ("Source Port", "50000"),
            ("Destination Port", "80"), ("Dst Port", "80"), ("Protocol", "6"),
            ("Timestamp", "14/02/2018 08:31:01"), ("Label", "BENIGN"),
        ];
        foreach (var (name, text) in usual.Concat(cells))
        {
            var at = Array.FindIndex(names, candidate => candidate.Trim() == name);
            if (at >= 0) row[at] = text;
        }

        return string.Join(',', row) + "\n";
    }
}
