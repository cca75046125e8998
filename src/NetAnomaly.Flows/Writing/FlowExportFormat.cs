namespace NetAnomaly.Flows.Writing;

/// <summary>What flows can be written as.</summary>
public enum FlowExportFormat
{
    /// <summary>CSV with a header, which is read again without a column map.</summary>
    Csv,

    /// <summary>One JSON object a line, which is read again without a column map.</summary>
    JsonLines,

    /// <summary>A conn.log of Zeek, separated by tabs.</summary>
    Zeek,
}
