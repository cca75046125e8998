namespace NetAnomaly.Operations.Scheduling;

/// <summary>How a program ended, and what it wrote.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    /// <summary>What it said, preferably what was wrong.</summary>
    public string Said => (Error.Trim().Length > 0 ? Error : Output).Trim();
}
