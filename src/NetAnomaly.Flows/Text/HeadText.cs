using System.Text;

namespace NetAnomaly.Flows.Text;

/// <summary>Lines of a file's beginning, for recognising its format.</summary>
internal static class HeadText
{
    // A byte order mark, as itself and as it looks after a detour through Windows-1252.
    private const char Mark = '\ufeff';
    private const string BrokenMark = "\u00ef\u00bb\u00bf";

    /// <summary>
    /// The first line that is not blank; empty if there is none. A last line that is cut off by the end of the head
    /// counts.
    /// </summary>
    public static string FirstLine(ReadOnlySpan<byte> head) => FirstLines(head, 1) is [var first] ? first : "";

    /// <summary>
    /// The first lines that are not blank and tell nothing of how the file was made, <paramref name="most"/> at most.
    /// </summary>
    public static List<string> FirstLines(ReadOnlySpan<byte> head, int most)
    {
        var lines = new List<string>();
        foreach (var range in head.Split((byte)'\n'))
        {
            if (lines.Count == most) break;
            var line = head[range].TrimEnd((byte)'\r');
            if (line.Trim(" \t"u8).IsEmpty || IsPreamble(line)) continue;
            lines.Add(Bare(Encoding.UTF8.GetString(line)).ToString());
        }

        return lines;
    }

    /// <summary>A line without the stray tabs and byte order marks that some tools put before a header.</summary>
    public static ReadOnlySpan<char> Bare(ReadOnlySpan<char> line)
    {
        while (true)
        {
            if (line is [Mark or '\t', ..]) line = line[1..];
            else if (line.StartsWith(BrokenMark, StringComparison.Ordinal)) line = line[BrokenMark.Length..];
            else return line;
        }
    }

    /// <summary>
    /// Whether a line says how the file was made and is neither header nor row: <c>#TYPE …</c>, which Windows
    /// PowerShell's <c>Export-Csv</c> writes, and <c>sep=;</c>, which Excel understands.
    /// </summary>
    public static bool IsPreamble(ReadOnlySpan<byte> line)
    {
        // Few lines begin like this.
        if (line is not [(byte)'#' or (byte)'"' or (byte)'s' or (byte)'S' or 0xef, ..]) return false;
        if (line.StartsWith("\ufeff"u8)) line = line[3..];
        line = line.TrimStart((byte)'"');
        return line.StartsWith("#TYPE "u8)
            || (line.TrimEnd("\r\""u8) is [_, _, _, (byte)'=', _] && Ascii.EqualsIgnoreCase(line[..4], "sep="u8));
    }
}
