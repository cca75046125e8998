namespace NetAnomaly.Operations.Scheduling;

/// <summary>Text as unit files of systemd want it.</summary>
internal static class SystemdText
{
    /// <summary>The program of a command: quoted, with specifiers; variables are not expanded there.</summary>
    public static string Program(string path) => $"\"{Escaped(path)}\"";

    /// <summary>An argument of a command.</summary>
    public static string Argument(string text) =>
        $"\"{Escaped(text).Replace("$", "$$", StringComparison.Ordinal)}\"";

    /// <summary>A value that is one path to the end of the line.</summary>
    public static string Rest(string path)
    {
        var text = path.Replace("%", "%%", StringComparison.Ordinal);
        // A backslash would continue the line, white space would be cut off.
        return text[^1] == '\\' || char.IsWhiteSpace(text[^1]) ? text + "/" : text;
    }

    /// <summary>One of several paths of a value, in which backslashes stay what they are.</summary>
    public static string Listed(string path)
    {
        var quote = path.Contains('"', StringComparison.Ordinal) ? '\'' : '"';
        JobRules.Require(
            quote == '"' || !path.Contains('\'', StringComparison.Ordinal),
            $"systemd cannot name the folder {path}: it has both kinds of quotes.", "Use a folder of another name.");
        return $"{quote}{path.Replace("%", "%%", StringComparison.Ordinal)}{quote}";
    }

    /// <summary>The words of a command, as <see cref="Program"/> and <see cref="Argument"/> wrote them.</summary>
    public static IReadOnlyList<string> Words(string command)
    {
        var words = new List<string>();
        var word = new System.Text.StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < command.Length; i++)
        {
            var next = i + 1 < command.Length ? command[i + 1] : '\0';
            switch (command[i])
            {
                case '\\' when next != '\0':
                    word.Append(command[++i]);
                    break;
                case '%' when next == '%':
                case '$' when next == '$' && words.Count > 0:
                    word.Append(command[++i]);
                    break;
                case '"':
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

    private static string Escaped(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("%", "%%", StringComparison.Ordinal);
}
