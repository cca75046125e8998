namespace NetAnomaly.Cli;

/// <summary>What a scheduler reads: the same contract as the nightly scan in PowerShell.</summary>
internal static class ExitCode
{
    public const int Clean = 0;
    public const int Failure = 1;
    public const int Anomalies = 2;
}
