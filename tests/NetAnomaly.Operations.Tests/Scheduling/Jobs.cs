using NetAnomaly.Operations.Scheduling;

namespace NetAnomaly.Operations.Tests.Scheduling;

/// <summary>Scans to register.</summary>
internal static class Jobs
{
    /// <summary>A scan whose paths have this in their names.</summary>
    public static ScanJob Of(IScanScheduler scheduler, string part = "plain", string name = "office") => new()
    {
        Name = name,
        Schedule = ScanSchedule.Daily(new TimeSpan(5, 30, 0)),
        Command = new JobCommand(
            "/bin/sh", [$"/opt/{part}/pwsh.dll"], $"/opt/{part}/Invoke-NightlyScan.ps1", scheduler.SettingsPath(name)),
        Settings = "{}\n",
        WorkingDirectory = $"/var/lib/{part}",
        Writable = [$"/var/lib/{part}"],
        TimeLimit = TimeSpan.FromHours(4),
    };
}
