namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>
/// The scales of one kind of evidence, one of every second window of calibration and one of the others. Calibration is
/// judged by the half that it is not of; what comes later is judged by both, so that it meets scales of the same size,
/// and strange values of either are as strange. Immutable.
/// </summary>
/// <param name="First">Of the first window, the third, and so on.</param>
/// <param name="Second">Of the second window, the fourth, and so on.</param>
internal sealed record ScaleHalves(EvidenceScale First, EvidenceScale Second)
{
    /// <summary>The scales of a kind that was not calibrated.</summary>
    public static ScaleHalves Silent { get; } = new(EvidenceScale.Silent, EvidenceScale.Silent);

    /// <summary>Weight of all conversations.</summary>
    public double Weight => First.Weight + Second.Weight;

    /// <summary>How many conversations something could be said of.</summary>
    public int References => First.References + Second.References;

    /// <summary>The scale that conversations of one half are judged by: that of the other.</summary>
    public EvidenceScale For(bool ofSecond) => ofSecond ? First : Second;

    /// <summary>−ln p of a statistic, the mean of both.</summary>
    public double Evidence(double statistic) =>
        -(Math.Log(First.PValue(statistic)) + Math.Log(Second.PValue(statistic))) / 2;
}
