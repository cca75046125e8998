namespace NetAnomaly.Cli;

/// <summary>
/// What a scheduler reads: the same contract as the nightly scan in PowerShell. The first of failure, anomalies and
/// incomplete that holds is the answer.
/// </summary>
internal static class ExitCode
{
    public const int Clean = 0;
    public const int Failure = 1;
    public const int Anomalies = 2;
    public const int Incomplete = 3;

    /// <summary>What a scan ends with.</summary>
    /// <param name="summary">What it found.</param>
    /// <param name="missing">Files that were expected and are not there, are empty, or lost too many rows.</param>
    public static int Of(AnomalyScanSummary summary, int missing) =>
        summary.UndeterminedReasons.Any(reason => reason.Why == Verdict.NotFinite) ? Failure
        : summary.Alerts > 0 ? Anomalies
        : missing > 0 || summary.IsInconclusive ? Incomplete
        : Clean;
}
