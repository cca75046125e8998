using System.Text;

namespace NetAnomaly.Operations.Scheduling;

/// <summary>Lines of a crontab.</summary>
internal static class CronText
{
    /// <summary>What ends a line of this module; a comment to the shell that runs it.</summary>
    private const string Marker = " # netanomaly-scan=";

    /// <summary>Cron cuts off, or refuses, longer commands.</summary>
    private const int LongestCommand = 990;

    /// <summary>The line of a scan.</summary>
    public static string Line(ScanJob job)
    {
        var command = $"cd {Quoted(job.WorkingDirectory)} && {Quoted(job.Command.Program)} "
            + string.Join(' ', job.Command.Arguments.Select(Quoted)) + Marker + job.Name;
        JobRules.Require(
            command.Length <= LongestCommand, $"The command has {command.Length} characters, more than cron takes.",
            "Use shorter paths, by links for instance, or systemd.");
        return $"{job.Schedule.Cron} {command}";
    }

    /// <summary>The name of the scan that a line is for; <see langword="null"/> for lines of others.</summary>
    public static string? Name(string line)
    {
        var at = line.LastIndexOf(Marker, StringComparison.Ordinal);
        return at < 0 || line.TrimStart().StartsWith('#') ? null : line[(at + Marker.Length)..].Trim();
    }

    /// <summary>The five fields of time and the words of the command of a line of this module.</summary>
    public static (string Time, IReadOnlyList<string> Words) Parts(string line)
    {
        var fields = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 6) return (line, []);
        var command = fields[5][..fields[5].LastIndexOf(Marker, StringComparison.Ordinal)];
        return (string.Join(' ', fields[..5]), Words(command));
    }

    // For the shell in single quotes. A percent sign ends the command for cron unless a backslash is before it, which
    // some crons take away and others leave to the shell: outside of the quotes both come to the same.
    private static string Quoted(string text)
    {
        if (text.Length > 0 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || "/._-+=:,@".Contains(letter)))
            return text;
        return "'" + text.Replace("'", @"'\''", StringComparison.Ordinal)
            .Replace("%", @"'\%'", StringComparison.Ordinal) + "'";
    }

    private static List<string> Words(string command)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < command.Length; i++)
        {
            switch (command[i])
            {
                case '\\' when !isQuoted && i + 1 < command.Length:
                    word.Append(command[++i]);
                    break;
                case '\'':
                    isQuoted = !isQuoted;
                    break;
                case ' ' when !isQuoted:
                    if (word.Length > 0) words.Add(word.ToString());
                    word.Clear();
                    break;
                default:
                    word.Append(command[i]);
                    break;
            }
        }

        if (word.Length > 0) words.Add(word.ToString());
        return words;
    }
}
