using NetAnomaly.Core.Detectors.Vectors;

namespace NetAnomaly.Models.Metric.Losses;

/// <summary>
/// Scaled vectors of flows as they follow each other in conversations, of which batches are gathered: no window lies in
/// memory for longer than its batch.
/// </summary>
internal sealed class RowSource
{
    private readonly int[] positions;
    private readonly int context;

    /// <summary>Takes vectors.</summary>
    /// <param name="values">Scaled, row-major.</param>
    /// <param name="width">Numbers of a vector.</param>
    /// <param name="positions">For each row, how many earlier flows of its conversation stand right before it; empty
    /// where rows stand alone.</param>
    /// <param name="context">Flows that an embedding rests on, the one embedded included.</param>
    public RowSource(float[] values, int width, int[] positions, int context)
    {
        Values = values;
        Width = width;
        this.positions = positions;
        this.context = context;
    }

    /// <summary>The numbers, row-major.</summary>
    public float[] Values { get; }

    /// <summary>Numbers of a vector.</summary>
    public int Width { get; }

    /// <summary>How many rows there are.</summary>
    public int Count => Values.Length / Width;

    /// <summary>The rows of a data set.</summary>
    public static RowSource Of(VectorData data, InputScale scale, MetricOptions spec) =>
        new(scale.Apply(data.Values), data.Width, data.Positions, ContextOf(spec));

    /// <summary>Flows that an embedding rests on.</summary>
    public static int ContextOf(MetricOptions spec) =>
        spec.SequenceEncoder == MetricSequenceEncoder.None ? 1 : spec.ContextLength;

    /// <summary>Some rows, with what they rest on.</summary>
    public RowBatch Gather(ReadOnlySpan<int> rows)
    {
        if (context == 1) return new RowBatch(Copy(rows), Width);
        var (lengths, members) = (new int[rows.Length], new List<int>(rows.Length));
        var (places, needed) = (new Dictionary<int, int>(rows.Length), new List<int>(rows.Length));
        for (var i = 0; i < rows.Length; i++)
        {
            var before = positions.Length == 0 ? 0 : Math.Min(Math.Min(positions[rows[i]], rows[i]), context - 1);
            lengths[i] = before + 1;
            for (var row = rows[i] - before; row <= rows[i]; row++)
            {
                if (!places.TryGetValue(row, out var place))
                {
                    place = needed.Count;
                    places.Add(row, place);
                    needed.Add(row);
                }

                members.Add(place);
            }
        }

        return new RowBatch(Copy([.. needed]), Width, new FlowWindows([.. members], lengths));
    }

    private float[] Copy(ReadOnlySpan<int> rows)
    {
        var copy = new float[rows.Length * Width];
        for (var i = 0; i < rows.Length; i++) Values.AsSpan(rows[i] * Width, Width).CopyTo(copy.AsSpan(i * Width));
        return copy;
    }
}
