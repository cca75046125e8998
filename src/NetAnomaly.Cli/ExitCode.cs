namespace NetAnomaly.Cli;

/// <summary>What a scheduler reads: the same contract as the nightly scan in PowerShell.</summary>
internal static class ExitCode
{
    public const int Clean = 0;
    public const int Failure = 1;
    public const int Anomalies = 2;
    public const int Undetermined = 3;

    // Above this share of conversations that could not be judged, "no anomaly" is no answer.
    private const double MostUndetermined = 0.05;

    /// <summary>What a scan ends with.</summary>
    public static int Of(AnomalyScanSummary summary) =>
        summary.Alerts > 0 ? Anomalies
        : summary.Undetermined > MostUndetermined * summary.Conversations ? Undetermined
        : Clean;
}
