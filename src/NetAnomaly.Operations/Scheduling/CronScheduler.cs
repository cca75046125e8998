namespace NetAnomaly.Operations.Scheduling;

/// <summary>Registers scans as lines of a crontab.</summary>
/// <param name="programs">Runs crontab.</param>
/// <param name="folders">Where settings lie.</param>
/// <param name="account">Whose crontab it is; that of the caller where it is not given.</param>
internal sealed class CronScheduler(IProgramRunner programs, SchedulingFolders folders, string? account)
    : IScanScheduler
{
    private const string Program = "crontab";

    private string[] Whose => account is null ? [] : ["-u", account];

    /// <inheritdoc/>
    public string SettingsPath(string name) => Path.Combine(folders.Settings, name + ".json");

    /// <inheritdoc/>
    public RegistrationPlan Plan(ScanJob job)
    {
        JobRules.Check(job);
        JobRules.Require(job.Password is null, "cron keeps no password.", "Give -Account instead of -Credential.");
        return new RegistrationPlan(
            job, [new PlannedFile(SettingsPath(job.Name), job.Settings)],
            ($"Add to the crontab of {account ?? Environment.UserName}", CronText.Line(job)), []);
    }

    /// <inheritdoc/>
    public RegistrationState Compare(RegistrationPlan plan)
    {
        var line = Lines().FirstOrDefault(line => CronText.Name(line) == plan.Job.Name);
        var settings = RegistrationFiles.Compare(plan.Files);
        return line is null && settings == RegistrationState.Absent ? RegistrationState.Absent
            : line == CronText.Line(plan.Job) && settings == RegistrationState.Same ? RegistrationState.Same
            : line is null && settings == RegistrationState.Same ? RegistrationState.Absent
            : RegistrationState.Different;
    }

    /// <inheritdoc/>
    public void Register(RegistrationPlan plan)
    {
        var files = new RegistrationFiles();
        try
        {
            foreach (var file in plan.Files) files.Write(file);
            Write([.. Others(plan.Job.Name), CronText.Line(plan.Job)]);
        }
        catch
        {
            files.Restore();
            throw;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<AnomalyScanRegistration> List() =>
        [.. Lines().Select(Read).OfType<AnomalyScanRegistration>()];

    /// <inheritdoc/>
    public void Unregister(AnomalyScanRegistration registration)
    {
        Write(Others(registration.Name));
        new RegistrationFiles().Remove(SettingsPath(registration.Name));
    }

    private List<string> Others(string name) => [.. Lines().Where(line => CronText.Name(line) != name)];

    private string[] Lines()
    {
        var result = programs.Run(Program, [.. Whose, "-l"]);
        // So does crontab say that there is none.
        if (result.ExitCode != 0 && result.Said.Contains("no crontab", StringComparison.OrdinalIgnoreCase)) return [];
        var text = result.Checked("crontab -l");
        return text.Length == 0 ? [] : (text.EndsWith('\n') ? text[..^1] : text).Split('\n');
    }

    private void Write(IReadOnlyList<string> lines) =>
        programs.Run(Program, [.. Whose, "-"], string.Concat(lines.Select(line => line + "\n"))).Checked("crontab -");

    private AnomalyScanRegistration? Read(string line)
    {
        if (CronText.Name(line) is not { } name) return null;
        var (time, words) = CronText.Parts(line);
        var command = words.SkipWhile(word => word != "&&").Skip(1).ToArray();
        return new AnomalyScanRegistration
        {
            Name = name,
            Kind = ScanScheduler.Cron,
            Schedule = ScanSchedule.Find(schedule => schedule.Cron == time)?.ToString() ?? time,
            Account = account ?? Environment.UserName,
            WorkingDirectory = words.Count > 1 && words[0] == "cd" ? words[1] : null,
            Command = string.Join(' ', command),
            SettingsPath = command.Length > 0 ? command[^1] : null,
        };
    }
}
