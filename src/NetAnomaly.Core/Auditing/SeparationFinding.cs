namespace NetAnomaly.Core.Auditing;

/// <summary>Makes findings of columns that tell the classes apart alone.</summary>
internal static class SeparationFinding
{
    /// <summary>With fewer flows of a class, random variation separates.</summary>
    public const int LeastFlows = 20;

    private const double Worth = 0.95;
    private const double Severe = 0.99;
    private const string Remedy = "Look at whether the column comes from how the data were made (an address plan, a "
        + "generator's defaults, the labelling itself). If so leave it out; in any case show a detector of that "
        + "column alone beside every figure.";

    /// <summary>The finding about a number; <see langword="null"/> where it does not tell the classes apart.</summary>
    public static DatasetFinding? Of(NumberColumn column)
    {
        var area = column.RocAuc();
        var folded = Math.Max(area, 1 - area);
        if (!(folded >= Worth)) return null;
        var lacking = column.Lacking.Anomalous > 0 && column.Lacking.Rate > 0.5 ? " or lack it" : "";
        return Finding(
            column.Name, folded,
            $"{column.Name} alone separates the classes with ROC-AUC {FindingText.Area(folded)}: anomalous flows "
                + $"have {(area >= 0.5 ? "higher" : "lower")} values{lacking}.");
    }

    /// <summary>
    /// The finding about a category; <see langword="null"/> where it does not tell the classes apart.
    /// </summary>
    public static DatasetFinding? Of(CategoryColumn column, long normal, long anomalous)
    {
        var area = column.RocAuc();
        if (!(area >= Worth)) return null;
        var (value, counts, _) = column.Best(normal, anomalous);
        var name = value.Length == 0 ? "(none)" : value;
        return Finding(
            column.Name, area,
            $"{column.Name} alone separates the classes with ROC-AUC {FindingText.Area(area)}: '{name}' is of "
                + $"{FindingText.Percent((double)counts.Anomalous / anomalous)} of anomalous and "
                + $"{FindingText.Percent((double)counts.Normal / normal)} of normal flows.");
    }

    private static DatasetFinding Finding(string column, double area, string text) => new()
    {
        Severity = area >= Severe ? FindingSeverity.Severe : FindingSeverity.Warning,
        Check = DatasetCheck.SingleFeature,
        Subject = column,
        Finding = text,
        Remedy = Remedy,
        Figures = new Dictionary<string, double> { ["RocAuc"] = area },
    };
}
