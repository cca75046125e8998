using System.Text.Json;
using NetAnomaly.Flows.Content;

namespace NetAnomaly.Flows.Text;

/// <summary>
/// A format whose flows are JSON objects: on lines of their own, in one array, or one after the other.
/// </summary>
internal abstract class JsonFormat : IFlowFormat
{
    private protected JsonFormat()
    {
    }

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract string Description { get; }

    /// <inheritdoc/>
    public abstract string Recognition { get; }

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> head) => JsonHead.IsObjects(head) && Shows(head);

    /// <inheritdoc/>
    public IEnumerable<FlowRecord> Read(Stream stream, FlowReadContext context)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(context);
        var content = new PeekableStream(stream);
        var shape = ShapeFor(context);
        return IsLines(content.Peek(FlowContent.HeadLength))
            ? ParallelRowReader.Read(content, context, own => new JsonRowReader(own, shape))
            : ReadObjects(content, context, shape);
    }

    /// <summary>Whether the beginning of a file, which is JSON, shows what only this format has.</summary>
    private protected abstract bool Shows(ReadOnlySpan<byte> head);

    /// <summary>What the objects of a file hold.</summary>
    private protected abstract JsonShape ShapeFor(FlowReadContext context);

    private static IEnumerable<FlowRecord> ReadObjects(Stream stream, FlowReadContext context, JsonShape shape)
    {
        var objects = new JsonObjects(stream, context);
        var row = new FlowRowBuilder(context);
        var json = new JsonRow(row, shape);
        while (objects.Read())
        {
            context.Cancellation.ThrowIfCancellationRequested();
            row.Begin(objects.Line);
            json.Fill(objects.Current.Span);
            if (row.Finish(objects.Current.Span) is { } flow) yield return flow;
        }
    }

    /// <summary>Whether the first line is an object and nothing else.</summary>
    private static bool IsLines(ReadOnlySpan<byte> head)
    {
        // A line that is cut at its beginning costs itself.
        if (JsonHead.IsCut(head)) return true;
        head = JsonHead.Find(head);
        if (head is not [(byte)'{', ..]) return false;
        var end = head.IndexOf((byte)'\n');
        // A line that is longer than the head, or damaged, counts as one: the next may be good.
        if (end < 0) return true;
        var reader = new Utf8JsonReader(head[..end], isFinalBlock: false, default);
        try
        {
            return reader.Read() && reader.TrySkip();
        }
        catch (JsonException)
        {
            return true;
        }
    }
}
