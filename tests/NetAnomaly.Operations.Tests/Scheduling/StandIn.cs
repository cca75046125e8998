using NetAnomaly.Operations.Scheduling;

namespace NetAnomaly.Operations.Tests.Scheduling;

/// <summary>Stands in for the programs of schedulers: keeps a crontab and tasks, and says what it was asked.</summary>
internal sealed class StandIn : IProgramRunner
{
    public List<string> Asked { get; } = [];

    public string? Crontab { get; set; }

    public Dictionary<string, string> Tasks { get; } = [];

    public string LastInput { get; private set; } = "";

    /// <summary>What a program answers instead of what it would, by what it is asked.</summary>
    public Func<string, ProgramResult?> Answer { get; set; } = _ => null;

    public ProgramResult Run(string program, IReadOnlyList<string> arguments, string input = "")
    {
        var asked = $"{program} {string.Join(' ', arguments)}";
        Asked.Add(asked);
        if (input.Length > 0) LastInput = input;
        return Answer(asked) ?? program switch
        {
            "crontab" => Cron(arguments[^1], input),
            "schtasks" => Task(arguments, asked),
            _ => new ProgramResult(0, "", ""),
        };
    }

    private ProgramResult Cron(string command, string input)
    {
        if (command == "-l")
        {
            return Crontab is null
                ? new ProgramResult(1, "", "no crontab for ada\n")
                : new ProgramResult(0, Crontab, "");
        }

        Crontab = input;
        return new ProgramResult(0, "", "");
    }

    private ProgramResult Task(IReadOnlyList<string> arguments, string asked)
    {
        var name = arguments.Contains("/TN") ? arguments[2] : "";
        if (arguments[0] == "/Create") Tasks[name] = File.ReadAllText(arguments[4]);
        if (arguments[0] == "/Delete") Tasks.Remove(name);
        if (arguments[0] != "/Query") return new ProgramResult(0, "", "");
        if (name.Length == 0)
        {
            var all = string.Concat(Tasks.Keys.Append(@"\Other").Select(task => $"\"{task}\",\"N/A\",\"Ready\"\r\n"));
            return new ProgramResult(0, all, "");
        }

        if (!Tasks.TryGetValue(name, out var text)) return new ProgramResult(1, "", "ERROR: no such file");
        return new ProgramResult(
            0,
            asked.EndsWith("/XML", StringComparison.Ordinal) ? text
                : $"\"PC\",\"{name}\",\"2026-12-02 05:00:00\",\"Ready\",\"x\",\"2026-12-01 05:00:00\",\"2\",\"me\"\r\n",
            "");
    }
}
