using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// Finds the time that a log's line begins with: syslog's old form without a year, or one of the calendar, after a
/// priority (<c>&lt;134&gt;1 </c>) or not.
/// </summary>
internal static class LogTime
{
    /// <summary>Takes the time, as a field of the row.</summary>
    /// <param name="line">The line.</param>
    /// <param name="row">Takes it.</param>
    /// <returns>What stands behind it; empty where there is no time.</returns>
    public static ReadOnlySpan<char> Take(ReadOnlySpan<char> line, FlowRowBuilder row)
    {
        line = AfterPriority(line);
        if (YearlessTime.Length(line) is > 0 and var old)
        {
            row.Set(FlowField.YearlessStart, "time", line[..old]);
            return line[old..];
        }

        if (line.Length < 19 || line[4] is not ('-' or '/')) return default;
        // tcpdump has a space between date and clock, syslog and journald a T.
        var end = line[19..].IndexOf(' ');
        end = end < 0 ? line.Length : end + 19;
        row.Set(FlowField.Start, "time", line[..end]);
        return line[end..];
    }

    private static ReadOnlySpan<char> AfterPriority(ReadOnlySpan<char> line)
    {
        if (line is not ['<', ..] || line.IndexOf('>') is not (> 1 and < 5 and var close)) return line;
        line = line[(close + 1)..];
        return line is ['1', ' ', ..] ? line[2..] : line;
    }
}
