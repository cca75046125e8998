using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>Reads the lines of pf, in either form.</summary>
internal sealed class PfReader(FlowReadContext context) : RowReader(context)
{
    private readonly FilterLog filter = new();

    /// <inheritdoc/>
    protected override FlowRecord? Parse()
    {
        var line = Lines.Text;
        var filterLog = FilterLog.Find(line);
        var text = filterLog > 0 ? 0 : PfLogText.Find(line);
        if (filterLog <= 0 && text <= 0) return null;
        Row.Begin(Lines.Number);
        if (Lines.IsTooLong) Row.Fail("the line is longer than 1 MiB");
        else
        {
            LogTime.Take(line, Row);
            if (filterLog > 0) filter.Fill(line[filterLog..], Row);
            else PfLogText.Fill(line[text..], Row);
        }

        return Row.Finish(line);
    }
}
