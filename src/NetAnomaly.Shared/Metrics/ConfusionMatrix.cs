namespace NetAnomaly;

/// <summary>Verdicts against truth. Immutable.</summary>
/// <param name="TruePositives">Anomalous and alerted.</param>
/// <param name="FalsePositives">Normal and alerted.</param>
/// <param name="TrueNegatives">Normal and passed.</param>
/// <param name="FalseNegatives">Anomalous and passed.</param>
public sealed record ConfusionMatrix(long TruePositives, long FalsePositives, long TrueNegatives, long FalseNegatives)
{
    /// <summary>Share of right verdicts; NaN where there are none.</summary>
    public double Accuracy =>
        Share(TruePositives + TrueNegatives, TruePositives + FalsePositives + TrueNegatives + FalseNegatives);

    /// <summary>Share of alerts that are anomalous; NaN where nothing was alerted.</summary>
    public double Precision => Share(TruePositives, TruePositives + FalsePositives);

    /// <summary>Share of anomalous cases that were alerted; NaN where there are none.</summary>
    public double Recall => Share(TruePositives, TruePositives + FalseNegatives);

    /// <summary>
    /// Harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN); NaN where there is neither an alert nor an
    /// anomaly.
    /// </summary>
    public double F1 => Share(2 * TruePositives, (2 * TruePositives) + FalsePositives + FalseNegatives);

    /// <summary>The four counts.</summary>
    public override string ToString() =>
        $"TP {TruePositives} FP {FalsePositives} TN {TrueNegatives} FN {FalseNegatives}";

    private static double Share(long part, long whole) => whole == 0 ? double.NaN : (double)part / whole;
}
