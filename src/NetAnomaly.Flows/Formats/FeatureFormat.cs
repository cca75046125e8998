using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// A data set of features: rows separated by commas, never quoted, whose flows carry the data set's own columns
/// (<see cref="FlowRecord.Features"/>). An empty cell, <c>-</c> and <c>NaN</c> are missing numbers; infinite ones stay
/// infinite.
/// </summary>
internal abstract class FeatureFormat : IFlowFormat
{
    private protected FeatureFormat()
    {
    }

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract string Description { get; }

    /// <inheritdoc/>
    public abstract string Recognition { get; }

    /// <inheritdoc/>
    public abstract bool Recognizes(ReadOnlySpan<byte> head);

    /// <inheritdoc/>
    public IEnumerable<FlowRecord> Read(Stream stream, FlowReadContext context)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(context);
        return ParallelRowReader.Read(stream, context, own => new FeatureRowReader(
            own,
            LayoutOf,
            line => FlowFileErrors.MissingColumn(
                context.Path, line, $"the first line is no header of {Name}.",
                "Keep the data set's own header line, or name another format.")));
    }

    /// <summary>
    /// The layout that a file's first line asks for; <see langword="null"/> where the line should be a header and is
    /// none.
    /// </summary>
    private protected abstract FeatureLayout? LayoutOf(string firstLine);
}
