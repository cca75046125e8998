using System.Globalization;
using System.Text;

namespace NetAnomaly.Operations.Scheduling;

/// <summary>Registers scans as scheduled tasks of Windows, in the folder NetAnomaly.</summary>
/// <param name="programs">Runs schtasks, and PowerShell where a password is given.</param>
/// <param name="folders">Where settings lie.</param>
internal sealed class WindowsTaskScheduler(IProgramRunner programs, SchedulingFolders folders) : IScanScheduler
{
    private const string Program = "schtasks";
    private const string Folder = @"\NetAnomaly\";

    /// <inheritdoc/>
    public string SettingsPath(string name) => Path.Combine(folders.Settings, name + ".json");

    /// <inheritdoc/>
    public RegistrationPlan Plan(ScanJob job)
    {
        JobRules.Check(job);
        foreach (var text in job.Texts)
        {
            JobRules.Require(
                !text.Contains('%', StringComparison.Ordinal) && !text.Contains("$(", StringComparison.Ordinal),
                $"The task scheduler would replace a part of '{text}'.", "Use paths without % and $(.");
        }

        return new RegistrationPlan(
            job, [new PlannedFile(SettingsPath(job.Name), job.Settings)],
            ($"Create the task {Folder}{job.Name}", TaskXml.Text(job)), []);
    }

    /// <inheritdoc/>
    public RegistrationState Compare(RegistrationPlan plan)
    {
        var name = plan.Job.Name;
        var there = programs.Run(Program, ["/Query", "/TN", Folder + name, "/XML"]);
        if (there.ExitCode != 0) return RegistrationState.Absent;
        // A password cannot be compared.
        var isSame = plan.Job.Password is null
            && TaskXml.FingerprintOf(there.Output) == TaskXml.FingerprintOf(TaskXml.Text(plan.Job))
            && RegistrationFiles.Compare(plan.Files) == RegistrationState.Same;
        return isSame ? RegistrationState.Same : RegistrationState.Different;
    }

    /// <inheritdoc/>
    public void Register(RegistrationPlan plan)
    {
        var files = new RegistrationFiles();
        // The program reads UTF-16 alone.
        var definition = Path.Combine(Path.GetTempPath(), $"netanomaly-{Guid.NewGuid():N}.xml");
        try
        {
            foreach (var file in plan.Files) files.Write(file);
            File.WriteAllText(definition, TaskXml.Text(plan.Job), Encoding.Unicode);
            if (plan.Job.Password is { } password) RegisterWith(password, plan.Job, definition);
            else programs.Run(Program, ["/Create", "/TN", Folder + plan.Job.Name, "/XML", definition, "/F"])
                .Checked("schtasks /Create");
        }
        catch
        {
            files.Restore();
            throw;
        }
        finally
        {
            File.Delete(definition);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<AnomalyScanRegistration> List()
    {
        var all = programs.Run(Program, ["/Query", "/FO", "CSV", "/NH"]).Checked("schtasks /Query");
        return
        [
            .. all.Split('\n').Select(Cells).Where(cells => cells.Count > 0)
                .Select(cells => cells[0])
                .Where(path => path.StartsWith(Folder, StringComparison.OrdinalIgnoreCase))
                .Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)
                .Select(path => Read(path[Folder.Length..])).OfType<AnomalyScanRegistration>(),
        ];
    }

    /// <inheritdoc/>
    public void Unregister(AnomalyScanRegistration registration)
    {
        programs.Run(Program, ["/Delete", "/TN", Folder + registration.Name, "/F"]).Checked("schtasks /Delete");
        new RegistrationFiles().Remove(SettingsPath(registration.Name));
    }

    // By standard input: others see the command line of a process.
    private void RegisterWith(string password, ScanJob job, string definition) => programs.Run(
        "powershell.exe", ["-NoProfile", "-NonInteractive", "-Command", "-"],
        "try { Register-ScheduledTask -ErrorAction Stop -Force "
            + $"-TaskPath {Literal(Folder)} -TaskName {Literal(job.Name)} "
            + $"-Xml ([IO.File]::ReadAllText({Literal(definition)})) "
            + $"-User {Literal(job.Account ?? "")} -Password {Literal(password)} | Out-Null }} "
            + "catch { [Console]::Error.WriteLine($_); exit 1 }\n\n").Checked("Register-ScheduledTask");

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private AnomalyScanRegistration? Read(string name)
    {
        var definition = programs.Run(Program, ["/Query", "/TN", Folder + name, "/XML"]);
        if (definition.ExitCode != 0 || TaskXml.Read(name, definition.Output) is not { } found) return null;
        // The columns are in the language of Windows, their order is not: next run, last run and last result.
        var said = programs.Run(Program, ["/Query", "/TN", Folder + name, "/FO", "CSV", "/V", "/NH"]);
        var cells = Cells(said.Output.Split('\n')[0]);
        return cells.Count < 7 ? found : found with
        {
            NextRun = Time(cells[2]),
            LastRun = Time(cells[5]),
            LastExitCode = Time(cells[5]) is not null && int.TryParse(cells[6], out var code) ? code : null,
        };
    }

    private static DateTime? Time(string text) =>
        DateTime.TryParse(text, CultureInfo.CurrentCulture, DateTimeStyles.AssumeLocal, out var time)
            && time.Year > 1999 // What never ran has a date of long ago.
            ? time.ToUniversalTime()
            : null;

    private static List<string> Cells(string line)
    {
        var cells = line.Trim().Split("\",\"");
        return line.StartsWith('"') ? [.. cells.Select(cell => cell.Trim('"'))] : [];
    }
}
