namespace NetAnomaly.Flows.Text;

/// <summary>Reads JSON lines: one object a line.</summary>
internal sealed class JsonRowReader : RowReader
{
    private readonly JsonRow json;

    public JsonRowReader(FlowReadContext context, JsonShape shape)
        : base(context) => json = new JsonRow(Row, shape);

    /// <inheritdoc/>
    protected override FlowRecord? Parse()
    {
        var line = Lines.Bytes.Trim(" \t"u8);
        if (line.IsEmpty) return null;
        Row.Begin(Lines.Number);
        if (Lines.IsTooLong) Row.Fail("the line is longer than 1 MiB");
        else json.Fill(line);
        return Row.Finish(line);
    }
}
