using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// Feature tables of CICFlowMeter: CICIDS2017 (GeneratedLabelledFlows, and MachineLearningCVE without addresses),
/// CSE-CIC-IDS2018 and later. The header names the columns, in the old names or the new, with or without spaces around
/// them.
/// </summary>
/// <remarks>
/// Columns are called as in CICIDS2017. Bytes are those of payload, the duration is in microseconds; a negative
/// duration, which the tool writes when packets come out of order, is zero in the flow and stays in the feature. Times
/// have the day first and count as UTC. Where a file numbers its addresses and times instead of giving them, the
/// numbers stand as addresses and there is no time. Columns that are not CICFlowMeter's are passed over. Rows that are
/// commas only are no rows.
/// </remarks>
internal sealed class CicFlowMeterFormat : FeatureFormat
{
    // All versions share more than seventy; many users drop columns.
    private const int Enough = 12;

    /// <inheritdoc/>
    public override string Name => "CicFlowMeter";

    /// <inheritdoc/>
    public override string Description => "CICFlowMeter features: CICIDS2017, CSE-CIC-IDS2018 and their kin";

    /// <inheritdoc/>
    public override string Recognition => "a header with Flow Duration and twelve or more of its columns";

    /// <inheritdoc/>
    public override bool Recognizes(ReadOnlySpan<byte> head) => LayoutOf(HeadText.FirstLine(head)) is not null;

    private protected override FeatureLayout? LayoutOf(string firstLine)
    {
        var header = HeaderNames.Split(firstLine);
        // Its imitations write flow_duration, in units of their own.
        if (!header.Contains("Flow Duration", StringComparer.OrdinalIgnoreCase)) return null;
        var known = Array.ConvertAll(header, CicColumns.Known);
        string[] numbers = [.. CicColumns.Numbers.Where(known.Contains)];
        return numbers.Length < Enough
            ? null
            : FeatureLayout.Of(
                new FeatureSchema("CicFlowMeter", numbers, CicColumns.Categories.Where(known.Contains)),
                [.. header.Zip(known, (name, column) => (name, column, CicColumns.FieldOf(column)))],
                hasHeader: true);
    }
}
