using System.Globalization;
using System.Text;

namespace NetAnomaly.Operations.Scheduling;

/// <summary>The text of a service and its timer, and what can be read back from it.</summary>
internal static class SystemdUnits
{
    /// <summary>The section that tells units of this module from others; systemd passes over it.</summary>
    public const string Marker = "[X-NetAnomaly]";

    private static readonly string[] Temporary = ["/tmp", "/var/tmp"];

    /// <summary>The service.</summary>
    public static string Service(ScanJob job, bool isUser)
    {
        var unit = new StringBuilder();
        unit.Append("# Made by Register-AnomalyScan; Unregister-AnomalyScan removes it.\n");
        unit.Append($"{Marker}\nScan={job.Name}\n\n");
        unit.Append($"[Unit]\nDescription=NetAnomaly scan {job.Name}\n");
        if (!isUser) unit.Append("Wants=network-online.target\nAfter=network-online.target\n");
        unit.Append("\n[Service]\nType=oneshot\n");
        if (job.Account is { } account) unit.Append($"User={account}\n");
        unit.Append($"WorkingDirectory={SystemdText.Rest(job.WorkingDirectory)}\n");
        unit.Append($"ExecStart={SystemdText.Program(job.Command.Program)}");
        foreach (var argument in job.Command.Arguments) unit.Append($" {SystemdText.Argument(argument)}");
        unit.Append("\nEnvironment=POWERSHELL_TELEMETRY_OPTOUT=1 POWERSHELL_UPDATECHECK=Off\n");
        unit.Append("# An incident is an answer, and no failure of the unit; 1 and 3 are.\nSuccessExitStatus=2\n");
        unit.Append(CultureInfo.InvariantCulture, $"TimeoutStartSec={(long)job.TimeLimit.TotalSeconds}\n");
        unit.Append("NoNewPrivileges=yes\n");
        // A user's own systemd may not be able to make views of the file system; then units with these do not start.
        if (!isUser) unit.Append(Hardening(job));
        return unit.ToString();
    }

    /// <summary>The timer.</summary>
    public static string Timer(ScanJob job) =>
        $"""
        # Made by Register-AnomalyScan; Unregister-AnomalyScan removes it.
        [Unit]
        Description=NetAnomaly scan {job.Name}, {job.Schedule}

        [Timer]
        OnCalendar={job.Schedule.Calendar}
        # A start that was missed is made up for.
        Persistent=true

        [Install]
        WantedBy=timers.target

        """.ReplaceLineEndings("\n");

    /// <summary>The value of a key; <see langword="null"/> where there is none.</summary>
    public static string? Value(string unit, string key) => unit.Split('\n')
        .Where(line => line.StartsWith(key + "=", StringComparison.Ordinal))
        .Select(line => line[(key.Length + 1)..].TrimEnd('\r')).LastOrDefault();

    private static string Hardening(ScanJob job)
    {
        var text = new StringBuilder("ProtectSystem=strict\nProtectControlGroups=yes\nRestrictSUIDSGID=yes\n");
        // A private folder for temporary files would hide what lies there.
        var needsTemporary = job.Readable.Concat(job.Writable).Any(
            path => Temporary.Any(folder => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal)));
        if (!needsTemporary) text.Append("PrivateTmp=yes\n");
        foreach (var folder in job.Writable.Concat(needsTemporary ? Temporary : []))
            text.Append($"ReadWritePaths={SystemdText.Listed(folder)}\n");
        return text.ToString();
    }
}
