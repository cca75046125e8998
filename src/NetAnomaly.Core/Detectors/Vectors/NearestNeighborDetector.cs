using NetAnomaly.Core.Weights;

namespace NetAnomaly.Core.Detectors.Vectors;

/// <summary>
/// Distance to what training knew: score = mean Euclidean distance to the k nearest references that are normal or not
/// labelled. Source: Angiulli and Pizzuti, Fast Outlier Detection in High Dimensional Spaces (2002). Where training had
/// labelled anomalies, some of them are kept too and name what a row is like, but they never make a row less anomalous.
/// Thread-safe.
/// </summary>
internal sealed class NearestNeighborDetector : IVectorDetector
{
    /// <summary>Most references to score by: more cost time in proportion, and find no better.</summary>
    public const int MostReferences = 20_000;

    /// <summary>Most references of all other classes together.</summary>
    public const int MostClassReferences = 5_000;

    private const int RowsPerBlock = 64;

    private readonly float[] references;
    private readonly int width;
    private readonly int neighbors;
    private readonly int normal;
    private readonly ReferenceLabels labels;
    private readonly NeighborIndex normalIndex;
    private readonly NeighborIndex? classIndex;

    // References: first those to score by, then those of other classes.
    private NearestNeighborDetector(float[] references, int width, ReferenceLabels labels, int neighbors)
    {
        this.references = references;
        this.width = width;
        this.labels = labels;
        this.neighbors = neighbors;
        normal = Array.FindIndex(labels.Of, label => label > 0) is var first and >= 0 ? first : labels.Of.Length;
        normalIndex = new NeighborIndex(references[..(normal * width)], width);
        classIndex = normal < labels.Of.Length ? new NeighborIndex(references[(normal * width)..], width) : null;
    }

    /// <summary>
    /// Keeps references of the training rows: distinct ones, drawn at random where there are too many.
    /// </summary>
    /// <param name="data">The rows.</param>
    /// <param name="neighbors">How many of the nearest references score a row, 1 or more.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <param name="mostReferences">Most references to score by.</param>
    /// <exception cref="ArgumentException">A value is not finite, or a number is out of its range.</exception>
    /// <exception cref="InvalidOperationException">No row is normal.</exception>
    public static NearestNeighborDetector Train(
        VectorData data, int neighbors, int seed, int mostReferences = MostReferences)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbors, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostReferences, 1);
        VectorRows.Check(data);
        var (normal, classes) = ReferenceSelection.Choose(data, mostReferences, MostClassReferences, seed);
        int[] rows = [.. normal, .. classes];
        var references = new float[rows.Length * data.Width];
        for (var at = 0; at < rows.Length; at++) data.Row(rows[at]).CopyTo(references.AsSpan(at * data.Width));
        return new NearestNeighborDetector(references, data.Width, ReferenceLabels.From(data, rows), neighbors);
    }

    /// <summary>Restores a detector.</summary>
    /// <param name="width">Numbers per row.</param>
    /// <param name="weights">Its references as safetensors.</param>
    /// <exception cref="InvalidDataException">They are damaged, or of rows of another width.</exception>
    public static NearestNeighborDetector Load(int width, Stream weights)
    {
        var file = WeightFile.Read(weights);
        var labels = ReferenceLabels.Read(file.Ints("labels", -1), file.Metadata);
        var references = file.Floats("references", labels.Of.Length, width);
        var neighbors = file.Ints("neighbors", 1)[0];
        if (neighbors < 1) throw new InvalidDataException($"it asks for the {neighbors} nearest references");
        if (labels.Of.Length == 0 || labels.Of[0] > 0) throw new InvalidDataException("it has no normal reference");
        if (labels.Of.SkipWhile(label => label <= 0).Any(label => label <= 0))
            throw new InvalidDataException("its normal references do not stand before the others");
        return new NearestNeighborDetector(references, width, labels, neighbors);
    }

    /// <inheritdoc/>
    public VectorVerdict[] Score(ReadOnlyMemory<float> rows, CancellationToken cancellation)
    {
        var verdicts = new VectorVerdict[VectorRows.Count(rows.Length, width)];
        var blocks = (verdicts.Length + RowsPerBlock - 1) / RowsPerBlock;
        Parallel.For(0, blocks, new ParallelOptions { CancellationToken = cancellation }, block =>
        {
            var nearest = new Neighbor[neighbors];
            for (var row = block * RowsPerBlock; row < Math.Min((block + 1) * RowsPerBlock, verdicts.Length); row++)
            {
                verdicts[row] = Judge(rows.Span.Slice(row * width, width), nearest);
            }
        });
        return verdicts;
    }

    /// <inheritdoc/>
    public void WriteWeights(Stream stream) => new WeightFile(
        new Dictionary<string, WeightFileArray>
        {
            ["references"] = WeightFileArray.Of(references, labels.Of.Length, width),
            ["labels"] = WeightFileArray.Of(labels.Of, labels.Of.Length),
            ["neighbors"] = WeightFileArray.Of([neighbors], 1),
        },
        labels.ToMetadata()).Write(stream);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private VectorVerdict Judge(ReadOnlySpan<float> row, Neighbor[] room)
    {
        var nearest = new NearestList(room);
        normalIndex.Search(row, 0, ref nearest);
        var score = MeanDistance(nearest.Found);
        classIndex?.Search(row, normal, ref nearest);
        if (nearest.Found.IsEmpty) return new VectorVerdict(score, null, null, float.NaN);
        var (squared, reference) = nearest.Found[0];
        return new VectorVerdict(
            score, classIndex is null
                ? null
                : labels.Likeliest(nearest.Found), labels.Text(reference), MathF.Sqrt(squared));
    }

    // A row that is near to nothing, as one that is not of numbers, is as anomalous as can be.
    private static float MeanDistance(ReadOnlySpan<Neighbor> nearest)
    {
        if (nearest.IsEmpty) return float.PositiveInfinity;
        var sum = 0.0;
        foreach (var (squared, _) in nearest) sum += Math.Sqrt(squared);
        return (float)(sum / nearest.Length);
    }
}
