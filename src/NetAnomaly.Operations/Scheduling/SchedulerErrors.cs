namespace NetAnomaly.Operations.Scheduling;

/// <summary>What the programs of schedulers say when they refuse.</summary>
internal static class SchedulerErrors
{
    /// <summary>What to do where rights are missing.</summary>
    public const string Rights =
        "Run PowerShell as root or as administrator; or register it for yourself: with -User (systemd) or -Kind Cron.";

    private static readonly string[] NotRunning =
        ["not been booted with systemd", "Failed to connect to", "Host is down", "cannot connect"];

    private static readonly string[] Denials =
        ["denied", "not permitted", "must be privileged", "authentication", "not allowed"];

    /// <summary>The program's output; an error where it failed.</summary>
    /// <exception cref="SchedulingException">It failed.</exception>
    public static string Checked(this ProgramResult result, string what)
    {
        if (result.ExitCode == 0) return result.Output;
        var (fault, remedy) =
            Says(result, NotRunning) ? (
                SchedulingFault.Missing,
                "systemd does not run here, or your session is none of its own; choose -Kind Cron, or log in as this "
                    + "user.")
            : Says(result, Denials) ? (SchedulingFault.Denied, Rights)
            : (SchedulingFault.Failed, "Run the command by hand; what it said stands in the message.");
        throw new SchedulingException(fault, $"{what} ended with {result.ExitCode}: {result.Said}", remedy);
    }

    private static bool Says(ProgramResult result, string[] parts) =>
        parts.Any(part => result.Said.Contains(part, StringComparison.OrdinalIgnoreCase));
}
