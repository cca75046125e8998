using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace NetAnomaly.Operations.Scheduling;

/// <summary>The definition of a scheduled task of Windows.</summary>
internal static class TaskXml
{
    /// <summary>The source of tasks of this module.</summary>
    private const string Source = "NetAnomaly";

    private static readonly XNamespace Tasks = "http://schemas.microsoft.com/windows/2004/02/mit/task";

    /// <summary>The accounts that Windows starts services as.</summary>
    private static readonly Dictionary<string, string> Services = new(StringComparer.OrdinalIgnoreCase)
    {
        ["SYSTEM"] = "S-1-5-18", ["LOCAL SERVICE"] = "S-1-5-19", ["LocalService"] = "S-1-5-19",
        ["NETWORK SERVICE"] = "S-1-5-20", ["NetworkService"] = "S-1-5-20",
    };

    /// <summary>The definition of a scan.</summary>
    public static string Text(ScanJob job)
    {
        var task = Task(job);
        // Windows gives the definition back in its own words; by this it is known again.
        task.Descendants(Tasks + "Documentation").Single().Value = Fingerprint(task.ToString());
        return $"<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n{task}\n".ReplaceLineEndings("\n");
    }

    /// <summary>The fingerprint in a definition of this module; <see langword="null"/> for those of others.</summary>
    public static string? FingerprintOf(string text) =>
        Parse(text) is { } task ? Value(task, "Documentation") : null;

    /// <summary>What a definition of this module says; <see langword="null"/> for those of others.</summary>
    public static AnomalyScanRegistration? Read(string name, string text)
    {
        if (Parse(text) is not { } task) return null;
        var arguments = Value(task, "Arguments") ?? "";
        var user = Value(task, "UserId") ?? "";
        return new AnomalyScanRegistration
        {
            Name = name,
            Kind = ScanScheduler.ScheduledTask,
            Schedule = Schedule(task),
            Account = Services.FirstOrDefault(service => service.Value == user).Key ?? user,
            WorkingDirectory = Value(task, "WorkingDirectory"),
            Command = $"{Value(task, "Command")} {arguments}",
            SettingsPath = arguments.LastIndexOf("-SettingsPath ", StringComparison.Ordinal) is >= 0 and var at
                ? arguments[(at + "-SettingsPath ".Length)..].Trim('"')
                : null,
        };
    }

    private static XElement Task(ScanJob job)
    {
        var repetition = job.Schedule.IsDaily
            ? null
            : new XElement(
                Tasks + "Repetition", new XElement(Tasks + "Interval", XmlConvert.ToString(job.Schedule.Every)),
                new XElement(Tasks + "Duration", "P1D"));
        var start = new DateTime(2026, 1, 1).Add(job.Schedule.At).ToString("s", CultureInfo.InvariantCulture);
        return new XElement(
            Tasks + "Task", new XAttribute("version", "1.2"),
            new XElement(
                Tasks + "RegistrationInfo", new XElement(Tasks + "Source", Source),
                new XElement(
                    Tasks + "Description",
                    $"NetAnomaly scan {job.Name}. Made by Register-AnomalyScan; Unregister-AnomalyScan removes it."),
                new XElement(Tasks + "Documentation")),
            new XElement(
                Tasks + "Triggers",
                new XElement(
                    Tasks + "CalendarTrigger", repetition, new XElement(Tasks + "StartBoundary", start),
                    new XElement(Tasks + "Enabled", true),
                    new XElement(Tasks + "ScheduleByDay", new XElement(Tasks + "DaysInterval", 1)))),
            new XElement(Tasks + "Principals", Principal(job)),
            new XElement(
                Tasks + "Settings", new XElement(Tasks + "MultipleInstancesPolicy", "IgnoreNew"),
                new XElement(Tasks + "DisallowStartIfOnBatteries", false),
                new XElement(Tasks + "StopIfGoingOnBatteries", false),
                new XElement(Tasks + "StartWhenAvailable", true),
                new XElement(Tasks + "ExecutionTimeLimit", XmlConvert.ToString(job.TimeLimit)),
                new XElement(Tasks + "Enabled", true)),
            new XElement(
                Tasks + "Actions", new XAttribute("Context", "Scan"),
                new XElement(
                    Tasks + "Exec", new XElement(Tasks + "Command", job.Command.Program),
                    new XElement(Tasks + "Arguments", string.Join(' ', job.Command.Arguments.Select(Quoted))),
                    new XElement(Tasks + "WorkingDirectory", job.WorkingDirectory))));
    }

    private static XElement Principal(ScanJob job)
    {
        var account = job.Account ?? AccountOfCaller;
        var service = Services.GetValueOrDefault(account);
        // Without a password a task may use this machine alone; a managed service account needs none.
        var logon = job.Password is not null || account.EndsWith('$') ? "Password" : "S4U";
        return new XElement(
            Tasks + "Principal", new XAttribute("id", "Scan"), new XElement(Tasks + "UserId", service ?? account),
            service is null ? new XElement(Tasks + "LogonType", logon) : null,
            new XElement(Tasks + "RunLevel", "LeastPrivilege"));
    }

    private static string AccountOfCaller => OperatingSystem.IsWindows()
        ? $@"{Environment.UserDomainName}\{Environment.UserName}"
        : Environment.UserName;

    // As Windows' programs take their command line apart.
    private static string Quoted(string text)
    {
        if (text.Length > 0 && !text.Any(letter => letter is ' ' or '"' or '\t')) return text;
        var quoted = new StringBuilder("\"");
        var slashes = 0;
        foreach (var letter in text)
        {
            if (letter == '"') quoted.Append('\\', slashes + 1);
            slashes = letter == '\\' ? slashes + 1 : 0;
            quoted.Append(letter);
        }

        return quoted.Append('\\', slashes).Append('"').ToString();
    }

    private static string Schedule(XElement task)
    {
        var start = Value(task, "StartBoundary") ?? "";
        if (task.Descendants(Tasks + "CalendarTrigger").Count() != 1
            || !DateTime.TryParse(start, CultureInfo.InvariantCulture, out var time))
        {
            return "other triggers";
        }

        var every = Value(task, "Interval");
        return ScanSchedule.Find(
            schedule => every is null
                ? schedule.IsDaily && schedule.At == time.TimeOfDay
                : XmlConvert.ToString(schedule.Every) == every)?.ToString() ?? $"{start} {every}".TrimEnd();
    }

    private static XElement? Parse(string text)
    {
        try
        {
            var at = text.IndexOf("<Task", StringComparison.Ordinal);
            var task = at < 0 ? null : XElement.Parse(text[at..]);
            return task is not null && Value(task, "Source") == Source ? task : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static string? Value(XElement task, string name) =>
        task.Descendants(Tasks + name).FirstOrDefault()?.Value;

    private static string Fingerprint(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}
