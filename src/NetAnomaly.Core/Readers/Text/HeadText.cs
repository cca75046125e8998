using System.Text;

namespace NetAnomaly.Core.Readers.Text;

/// <summary>Lines of a file's beginning, for recognising its format.</summary>
internal static class HeadText
{
    /// <summary>The first line that is not blank; empty if there is none. A last line that is cut off by the end of the head counts.</summary>
    public static string FirstLine(ReadOnlySpan<byte> head)
    {
        foreach (var range in head.Split((byte)'\n'))
        {
            var line = head[range].Trim(" \t\r"u8);
            if (!line.IsEmpty) return Encoding.UTF8.GetString(head[range].TrimEnd((byte)'\r'));
        }

        return "";
    }
}
