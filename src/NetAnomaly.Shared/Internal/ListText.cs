using System.ComponentModel;
using System.Text;

namespace NetAnomaly.Internal;

/// <summary>Several texts in one, for forms that have no lists. Not for scripts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ListText
{
    private const string Separator = "; ";

    /// <summary>
    /// The texts with semicolons between them; one that is empty, or holds a semicolon or a quote, is quoted as in CSV.
    /// </summary>
    public static string Join(IEnumerable<string> texts) => string.Join(Separator, texts.Select(Quote));

    /// <summary>The texts that <see cref="Join"/> was given.</summary>
    public static IReadOnlyList<string> Split(string joined)
    {
        ArgumentNullException.ThrowIfNull(joined);
        var texts = new List<string>();
        var text = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < joined.Length; i++)
        {
            var c = joined[i];
            if (c == '"' && isQuoted && i + 1 < joined.Length && joined[i + 1] == '"') text.Append(joined[++i]);
            else if (c == '"') isQuoted = !isQuoted;
            else if (c != ';' || isQuoted) text.Append(c);
            else
            {
                texts.Add(text.ToString());
                text.Clear();
                if (i + 1 < joined.Length && joined[i + 1] == ' ') i++;
            }
        }

        if (joined.Length > 0) texts.Add(text.ToString());
        return texts;
    }

    private static string Quote(string text) =>
        text.Length > 0 && text.AsSpan().IndexOfAny(';', '"') < 0
            ? text
            : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
