using System.Text;

namespace NetAnomaly.Flows.Text;

/// <summary>Lines of a file's beginning, for recognising its format.</summary>
internal static class HeadText
{
    /// <summary>
    /// The first line that is not blank; empty if there is none. A last line that is cut off by the end of the head
    /// counts.
    /// </summary>
    public static string FirstLine(ReadOnlySpan<byte> head) => FirstLines(head, 1) is [var first] ? first : "";

    /// <summary>The first lines that are not blank, <paramref name="most"/> at most.</summary>
    public static List<string> FirstLines(ReadOnlySpan<byte> head, int most)
    {
        var lines = new List<string>();
        foreach (var range in head.Split((byte)'\n'))
        {
            if (lines.Count == most) break;
            var line = head[range].Trim(" \t\r"u8);
            if (!line.IsEmpty) lines.Add(Encoding.UTF8.GetString(head[range].TrimEnd((byte)'\r')));
        }

        return lines;
    }
}
