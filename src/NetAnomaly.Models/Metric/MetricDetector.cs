using NetAnomaly.Core.Detectors.Vectors;
using NetAnomaly.Models.Devices;
using NetAnomaly.Models.Metric.Losses;

namespace NetAnomaly.Models.Metric;

/// <summary>
/// Judges vectors by the distances of their embeddings to reference points, and by how rare their values are. The score
/// sums how surprising for normal traffic, in nats, three things are: the distance to the nearest normal references,
/// averaged over the encoders; how much nearer a reference of another class is
/// (<see cref="MetricOptions.Attraction"/>); the rarity of values (<see cref="MetricOptions.Rarity"/>). Thread-safe:
/// one call at a time runs.
/// </summary>
internal sealed class MetricDetector : IReferenceDetector
{
    private const int MostRows = 2048;

    private readonly Lock turn = new();
    private readonly ModelSpec spec;
    private readonly MetricOptions metric;
    private readonly EncoderSet encoders;
    private readonly ReferenceIndex memory;
    private readonly int width;

    // Rows that go through the encoders together; fewer once memory has run out.
    private int rowsAtOnce = MostRows;

    /// <summary>Takes over encoders, which it disposes.</summary>
    public MetricDetector(ModelSpec spec, EncoderSet encoders, ReferenceIndex memory)
    {
        this.spec = spec;
        metric = spec.OptionsOf<MetricOptions>();
        this.encoders = encoders;
        this.memory = memory;
        width = memory.Scale.Means.Length;
        Context = RowSource.ContextOf(metric);
        encoders.eval();
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes => memory.Classes;

    /// <inheritdoc/>
    public int Context { get; }

    /// <inheritdoc/>
    public VectorVerdict[] Score(ReadOnlyMemory<float> rows, CancellationToken cancellation) =>
        Judge(rows, [], cancellation);

    /// <inheritdoc/>
    public VectorVerdict[] Score(
        ReadOnlyMemory<float> rows, ReadOnlyMemory<int> positions, CancellationToken cancellation) => Judge(rows,
        Checked(positions, Rows(rows)), cancellation);

    /// <inheritdoc/>
    public IReferenceDetector AddReferences(ReadOnlyMemory<float> rows, string label) => Teach(rows, [], label);

    /// <inheritdoc/>
    public IReferenceDetector AddReferences(ReadOnlyMemory<float> rows, ReadOnlyMemory<int> positions, string label) =>
        Teach(rows, Checked(positions, Rows(rows)), label);

    /// <inheritdoc/>
    public void WriteWeights(Stream stream)
    {
        lock (turn) MetricWeights.Write(encoders, memory, stream);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (turn) encoders.Dispose();
    }

    private MetricDetector Teach(ReadOnlyMemory<float> rows, int[] positions, string label)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(label);
        if (Rows(rows) == 0) throw new ArgumentException("There is no row to learn the class from.", nameof(rows));
        foreach (var value in rows.Span)
        {
            if (!float.IsFinite(value))
                throw new ArgumentException("A vector holds a number that is not finite.", nameof(rows));
        }

        lock (turn)
        {
            var known = memory.Classes.ToList();
            var of = known.FindIndex(name => string.Equals(name, label, StringComparison.OrdinalIgnoreCase));
            if (of < 0)
            {
                of = known.Count;
                known.Add(label);
            }

            var embeddings = Embeddings.Of(
                encoders, Source(rows.Span, positions), [.. Enumerable.Range(0, Rows(rows))]);
            var references = memory.References
                .Select(
                    (set, at) => set.With(
                        ReferenceSet.Find(
                            embeddings[at], of == 0
                                ? metric.NormalReferences
                                : metric.ClassReferences, metric, spec.Seed), of))
                .ToArray();
            return new MetricDetector(
                spec, encoders.Copy(spec, width), memory with { References = references, Classes = known });
        }
    }

    private int Rows(ReadOnlyMemory<float> rows) => rows.Length % width == 0
        ? rows.Length / width
        : throw new ArgumentException($"{rows.Length} numbers are no whole rows of {width}.", nameof(rows));

    private int[] Checked(ReadOnlyMemory<int> positions, int rows) =>
        positions.Length != rows ? throw new ArgumentException(
            $"There are {rows} rows and {positions.Length} positions.", nameof(positions))
        : Context == 1 ? []
        : positions.Span.IndexOfAnyExceptInRange(0, int.MaxValue) < 0 ? positions.ToArray()
        : throw new ArgumentException("A position in a conversation is not negative.", nameof(positions));

    private RowSource Source(ReadOnlySpan<float> rows, int[] positions) =>
        new(memory.Scale.Apply(rows), width, positions, Context);

    private VectorVerdict[] Judge(ReadOnlyMemory<float> rows, int[] positions, CancellationToken cancellation)
    {
        var verdicts = new VectorVerdict[Rows(rows)];
        lock (turn)
        {
            rowsAtOnce = BatchSplitter.RunRows(encoders.Device, verdicts.Length, rowsAtOnce, (from, count) =>
            {
                cancellation.ThrowIfCancellationRequested();
                var before = positions.Length == 0 ? 0 : Math.Min(Math.Min(positions[from], from), Context - 1);
                var source = Source(
                    rows.Span.Slice((from - before) * width, (before + count) * width), positions.Length == 0
                        ? []
                        : positions[(from - before)..(from + count)]);
                Judge(
                    source.Gather([.. Enumerable.Range(before, count)]), rows.Span.Slice(from * width, count * width),
                    verdicts.AsSpan(from, count));
            });
        }

        return verdicts;
    }

    private void Judge(RowBatch batch, ReadOnlySpan<float> rows, Span<VectorVerdict> verdicts)
    {
        var classes = memory.Classes.Count;
        var parts = new RawComponents[verdicts.Length];
        var distances = RowStatistics.Of(encoders, memory, metric, batch, rows, parts);
        for (var row = 0; row < verdicts.Length; row++)
        {
            var nearest = Least(distances.AsSpan(row * classes, classes));
            verdicts[row] = new VectorVerdict(
                (float)(memory.Parts?.Score(parts[row], metric, classes > 1) ?? parts[row].Distance
                    + (metric.Attraction * parts[row].Pull)),
                classes > 1 ? memory.Classes[nearest] : null,
                memory.Classes[nearest],
                (float)distances[(row * classes) + nearest]);
        }
    }

    private static int Least(ReadOnlySpan<double> values)
    {
        var least = 0;
        for (var i = 1; i < values.Length; i++) least = values[i] < values[least] ? i : least;
        return least;
    }
}
