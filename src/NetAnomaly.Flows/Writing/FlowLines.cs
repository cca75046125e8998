using System.Globalization;
using System.Text;

namespace NetAnomaly.Flows.Writing;

/// <summary>Turns flows into the lines of a format. Reused from flow to flow.</summary>
internal abstract class FlowLines
{
    /// <summary>What stands at the beginning of the file, with its line ends.</summary>
    public abstract string Header { get; }

    /// <summary>The line at hand.</summary>
    protected StringBuilder Line { get; } = new(512);

    /// <summary>The line of a flow, with its end; valid until the next.</summary>
    public StringBuilder Write(FlowRecord flow)
    {
        Line.Clear();
        Fill(flow);
        Line.Append('\n');
        return Line;
    }

    /// <summary>Writes the flow to the line, without its end.</summary>
    protected abstract void Fill(FlowRecord flow);

    /// <summary>Seconds with the seven digits that .NET's clock has; without those that are zero.</summary>
    protected void AppendSeconds(TimeSpan span)
    {
        if (span < TimeSpan.Zero)
        {
            Line.Append('-');
            span = span.Negate();
        }

        Line.Append(CultureInfo.InvariantCulture, $"{span.Ticks / TimeSpan.TicksPerSecond}");
        var fraction = span.Ticks % TimeSpan.TicksPerSecond;
        if (fraction == 0) return;
        Line.Append(CultureInfo.InvariantCulture, $".{fraction:0000000}");
        while (Line[^1] == '0') Line.Length--;
    }

    /// <summary>A number, or nothing.</summary>
    protected void AppendNumber(long? number) => Line.Append(CultureInfo.InvariantCulture, $"{number}");
}
