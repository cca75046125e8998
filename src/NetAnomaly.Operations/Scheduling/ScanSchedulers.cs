namespace NetAnomaly.Operations.Scheduling;

/// <summary>The schedulers of this machine.</summary>
internal static class ScanSchedulers
{
    /// <summary>The kind that a machine has.</summary>
    /// <exception cref="SchedulingException">It has none.</exception>
    public static ScanScheduler Find()
    {
        if (OperatingSystem.IsWindows()) return ScanScheduler.ScheduledTask;
        if (Directory.Exists("/run/systemd/system")) return ScanScheduler.Systemd;
        if (Has("crontab")) return ScanScheduler.Cron;
        throw new SchedulingException(
            SchedulingFault.Missing, "Neither systemd nor cron is on this machine.",
            "Install one, or start the scan by what starts other things here; name the kind with -Kind.");
    }

    /// <summary>A scheduler.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="isUser">Whether it is the user's own systemd.</param>
    /// <param name="account">Whose crontab it is.</param>
    public static IScanScheduler Of(ScanScheduler kind, bool isUser, string? account)
    {
        var programs = new ProgramRunner();
        return kind switch
        {
            ScanScheduler.Systemd => new SystemdScheduler(programs, SchedulingFolders.Of(!isUser), isUser),
            ScanScheduler.Cron => new CronScheduler(
                programs, SchedulingFolders.Of(Other(account) is not null), Other(account)),
            _ => new WindowsTaskScheduler(programs, SchedulingFolders.Of(Environment.IsPrivilegedProcess)),
        };
    }

    /// <summary>The schedulers that can be on this machine, for a search.</summary>
    public static IReadOnlyList<IScanScheduler> Here(string? account)
    {
        if (OperatingSystem.IsWindows()) return [Of(ScanScheduler.ScheduledTask, false, account)];
        var units = OperatingSystem.IsLinux()
            ? new[] { Of(ScanScheduler.Systemd, false, account), Of(ScanScheduler.Systemd, true, account) }
            : [];
        return Has("crontab") ? [.. units, Of(ScanScheduler.Cron, false, account)] : units;
    }

    /// <summary>The full path of a program; <see langword="null"/> where there is none of this name.</summary>
    public static string? OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Where(folder => folder.Length > 0).Select(folder => Path.GetFullPath(Path.Combine(folder, program)))
            .FirstOrDefault(File.Exists);

    /// <summary>Whether a program is there.</summary>
    public static bool Has(string program) => OnPath(program) is not null;

    // Only root may name an account, and its own needs no name.
    private static string? Other(string? account) => account == Environment.UserName ? null : account;
}
