namespace NetAnomaly.Flows.Text;

/// <summary>
/// Reads the rows of a format whose flows stand on lines of their own, block by block. What a line says for later ones
/// (a header) is its <see cref="Layout"/>.
/// </summary>
/// <param name="context">Where the rows come from, and where bad ones go.</param>
internal abstract class RowReader(FlowReadContext context)
{
    /// <summary>What is wrong with a first line that is no header, where the next one may be one.</summary>
    protected const string CutLine = "it stands before the header: the line is damaged, or the rest of one";

    /// <summary>
    /// What lines before have said of the lines to come: immutable, the same object as long as it stays what it is;
    /// <see langword="null"/> at the beginning of a file.
    /// </summary>
    public object? Layout { get; set; }

    /// <summary>Where the rows come from.</summary>
    protected FlowReadContext Context { get; } = context;

    /// <summary>The line at hand.</summary>
    protected LineReader Lines { get; } = new();

    /// <summary>The row on its way to a flow.</summary>
    protected FlowRowBuilder Row { get; } = new(context);

    /// <summary>Goes before the first line of a block.</summary>
    public void Load(LineBlock block) => Lines.Load(block);

    /// <summary>The block's next good flow; <see langword="null"/> at its end.</summary>
    public FlowRecord? Next()
    {
        while (Lines.Read())
        {
            Context.Cancellation.ThrowIfCancellationRequested();
            if (!HeadText.IsPreamble(Lines.Bytes) && Parse() is { } flow) return flow;
        }

        return null;
    }

    /// <summary>Takes the line at hand: a flow, or <see langword="null"/> where it is none or a bad one.</summary>
    protected abstract FlowRecord? Parse();
}
