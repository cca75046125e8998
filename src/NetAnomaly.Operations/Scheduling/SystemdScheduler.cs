using System.Globalization;

namespace NetAnomaly.Operations.Scheduling;

/// <summary>Registers scans as a service and a timer of systemd.</summary>
/// <param name="programs">Runs systemctl.</param>
/// <param name="folders">Where units and settings lie.</param>
/// <param name="isUser">Whether it is the user's own systemd.</param>
internal sealed class SystemdScheduler(IProgramRunner programs, SchedulingFolders folders, bool isUser)
    : IScanScheduler
{
    private const string Prefix = "netanomaly-";
    private const string Program = "systemctl";

    /// <inheritdoc/>
    public string SettingsPath(string name) => Path.Combine(folders.Settings, name + ".json");

    /// <inheritdoc/>
    public RegistrationPlan Plan(ScanJob job)
    {
        JobRules.Check(job);
        JobRules.Require(
            !isUser || job.Account is null, "-User units run as the user whose systemd it is.",
            "Leave -Account out, or -User.");
        JobRules.Require(job.Password is null, "systemd keeps no password.", "Give -Account instead of -Credential.");
        return new RegistrationPlan(
            job,
            [
                new PlannedFile(SettingsPath(job.Name), job.Settings),
                new PlannedFile(ServicePath(job.Name), SystemdUnits.Service(job, isUser)),
                new PlannedFile(TimerPath(job.Name), SystemdUnits.Timer(job)),
            ],
            null,
            [Shown("daemon-reload"), Shown("enable", TimerName(job.Name)), Shown("restart", TimerName(job.Name))]);
    }

    /// <inheritdoc/>
    public RegistrationState Compare(RegistrationPlan plan)
    {
        var state = RegistrationFiles.Compare(plan.Files);
        return state == RegistrationState.Same && !IsOn(plan.Job.Name) ? RegistrationState.Absent : state;
    }

    /// <inheritdoc/>
    public void Register(RegistrationPlan plan)
    {
        if (plan.Job.Account is { } account && programs.Run("id", ["-u", account]).ExitCode != 0)
        {
            throw new SchedulingException(
                SchedulingFault.Invalid, $"There is no account '{account}'.",
                $"Make it, such as with: useradd --system --no-create-home {account}");
        }

        var files = new RegistrationFiles();
        try
        {
            foreach (var file in plan.Files) files.Write(file);
            Control("daemon-reload");
            Control("enable", TimerName(plan.Job.Name));
            // A timer that runs already keeps its old times until it is restarted.
            Control("restart", TimerName(plan.Job.Name));
        }
        catch
        {
            files.Restore();
            throw;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<AnomalyScanRegistration> List()
    {
        if (!Directory.Exists(folders.Units)) return [];
        return
        [
            .. Directory.EnumerateFiles(folders.Units, Prefix + "*.service").Order(StringComparer.Ordinal)
                .Select(Read).OfType<AnomalyScanRegistration>(),
        ];
    }

    /// <inheritdoc/>
    public void Unregister(AnomalyScanRegistration registration)
    {
        Control("disable", "--now", TimerName(registration.Name));
        var files = new RegistrationFiles();
        files.Remove(TimerPath(registration.Name));
        files.Remove(ServicePath(registration.Name));
        files.Remove(SettingsPath(registration.Name));
        Control("daemon-reload");
    }

    private static string TimerName(string name) => $"{Prefix}{name}.timer";

    private string ServicePath(string name) => Path.Combine(folders.Units, $"{Prefix}{name}.service");

    private string TimerPath(string name) => Path.Combine(folders.Units, TimerName(name));

    private string[] Arguments(string[] command) => isUser ? ["--user", .. command] : command;

    private string Shown(params string[] command) => $"{Program} {string.Join(' ', Arguments(command))}";

    private string Control(params string[] command) =>
        programs.Run(Program, Arguments(command)).Checked(Shown(command));

    private bool IsOn(string name) => new[] { "is-enabled", "is-active" }.All(
        question => programs.Run(Program, Arguments([question, "--quiet", TimerName(name)])).ExitCode == 0);

    private AnomalyScanRegistration? Read(string path)
    {
        var service = RegistrationFiles.Read(path) ?? "";
        if (!service.Contains(SystemdUnits.Marker, StringComparison.Ordinal)) return null;
        var name = Path.GetFileNameWithoutExtension(path)[Prefix.Length..];
        var calendar = SystemdUnits.Value(RegistrationFiles.Read(TimerPath(name)) ?? "", "OnCalendar") ?? "never";
        var command = SystemdText.Words(SystemdUnits.Value(service, "ExecStart") ?? "");
        var user = SystemdUnits.Value(service, "User");
        return new AnomalyScanRegistration
        {
            Name = name,
            Kind = ScanScheduler.Systemd,
            IsUser = isUser,
            Schedule = ScanSchedule.Find(schedule => schedule.Calendar == calendar)?.ToString() ?? calendar,
            Account = user ?? (isUser ? Environment.UserName : "root"),
            WorkingDirectory = SystemdUnits.Value(service, "WorkingDirectory")?
                .Replace("%%", "%", StringComparison.Ordinal),
            Command = string.Join(' ', command),
            SettingsPath = command.Count > 0 ? command[^1] : null,
            Files = [path, TimerPath(name)],
            NextRun = Time(TimerName(name), "NextElapseUSecRealtime"),
            LastRun = Time(TimerName(name), "LastTriggerUSec"),
            LastExitCode = Time(Path.GetFileName(path), "ExecMainExitTimestamp") is null ? null
                : int.TryParse(Show(Path.GetFileName(path), "ExecMainStatus"), out var code) ? code : null,
        };
    }

    private DateTime? Time(string unit, string property) => DateTime.TryParseExact(
        Show(unit, property), "ddd yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    // What is registered is also listed where systemd does not run.
    private string? Show(string unit, string property)
    {
        try
        {
            var result = programs.Run(Program, Arguments(["show", "--value", "--property=" + property, unit]));
            return result.ExitCode == 0 ? result.Output.Trim() : null;
        }
        catch (SchedulingException)
        {
            return null;
        }
    }
}
