using NetAnomaly.Core.Weights;
using NetAnomaly.Internal;

namespace NetAnomaly.Core.Detectors.Vectors;

/// <summary>
/// Isolation forest: rows that random splits cut off soon are anomalous. Score = 2^(−E[h(x)] / c(ψ)), 0 to 1, h the
/// path length in a tree, ψ the rows that a tree was grown on; 0.5 where nothing stands out. Source: Liu, Ting, Zhou,
/// Isolation Forest (ICDM 2008; ACM TKDD 2012). Thread-safe.
/// </summary>
internal sealed class IsolationForestDetector : IVectorDetector
{
    private const int RowsPerBlock = 256;

    private readonly IsolationTree[] trees;
    private readonly int width;
    private readonly int sampleSize;

    private IsolationForestDetector(IsolationTree[] trees, int width, int sampleSize)
    {
        this.trees = trees;
        this.width = width;
        this.sampleSize = sampleSize;
    }

    /// <summary>
    /// Trains on the rows that are labelled normal or not at all. Each tree has its own random stream, so that threads
    /// do not matter.
    /// </summary>
    /// <param name="data">The rows.</param>
    /// <param name="trees">How many trees, 1 or more.</param>
    /// <param name="sampleSize">Rows per tree, 2 or more; all where there are fewer.</param>
    /// <param name="seed">Same seed and rows, same forest.</param>
    /// <param name="grown">Called as trees are grown, with their number so far; one call at a time.</param>
    /// <param name="cancellation">Checked per tree.</param>
    /// <exception cref="ArgumentException">A value is not finite, or a number is out of its range.</exception>
    /// <exception cref="InvalidOperationException">No row is normal.</exception>
    public static IsolationForestDetector Train(
        VectorData data, int trees, int sampleSize, int seed, Action<int>? grown, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trees, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleSize, 2);
        VectorRows.Check(data);
        var rows = VectorRows.Normal(data);
        var forest = new IsolationTree[trees];
        var done = 0;
        var turn = new Lock();
        Parallel.For(0, trees, new ParallelOptions { CancellationToken = cancellation }, tree =>
        {
            forest[tree] = IsolationTreeGrowth.Grow(
                data, rows, sampleSize, new CounterRandom(seed, RandomStream.Forest, tree));
            lock (turn) grown?.Invoke(++done);
        });
        return new IsolationForestDetector(forest, data.Width, Math.Min(sampleSize, rows.Length));
    }

    /// <summary>Restores a forest.</summary>
    /// <param name="width">Numbers per row.</param>
    /// <param name="weights">Its weights as safetensors.</param>
    /// <exception cref="InvalidDataException">They are damaged, or of rows of another width.</exception>
    public static IsolationForestDetector Load(int width, Stream weights)
    {
        var file = WeightFile.Read(weights);
        var shape = file.Ints("shape", 2);
        if (shape[0] != width)
            throw new InvalidDataException(
                $"its isolation forest judges rows of {shape[0]} numbers, the model has {width}");
        if (shape[1] < 1) throw new InvalidDataException($"its isolation forest was grown on {shape[1]} rows per tree");
        var starts = file.Ints("starts", -1);
        var columns = file.Ints("columns", -1);
        var thresholds = file.Floats("thresholds", columns.Length);
        var rights = file.Ints("rights", columns.Length);
        var rows = file.Ints("rows", columns.Length);
        if (starts.Length < 2 || starts[0] != 0 || starts[^1] != columns.Length
            || starts.Zip(starts.Skip(1)).Any(pair => pair.First >= pair.Second))
        {
            throw new InvalidDataException("the places of its isolation trees do not fit their nodes");
        }

        var trees = new IsolationTree[starts.Length - 1];
        for (var tree = 0; tree < trees.Length; tree++)
        {
            var nodes = starts[tree]..starts[tree + 1];
            trees[tree] = new IsolationTree(columns[nodes], thresholds[nodes], rights[nodes], rows[nodes], width);
        }

        return new IsolationForestDetector(trees, width, shape[1]);
    }

    /// <inheritdoc/>
    public VectorVerdict[] Score(ReadOnlyMemory<float> rows, CancellationToken cancellation)
    {
        var verdicts = new VectorVerdict[VectorRows.Count(rows.Length, width)];
        var blocks = (verdicts.Length + RowsPerBlock - 1) / RowsPerBlock;
        Parallel.For(0, blocks, new ParallelOptions { CancellationToken = cancellation }, block =>
        {
            var from = block * RowsPerBlock;
            ScoreBlock(
                rows.Span[(from * width)..], verdicts.AsSpan(from, Math.Min(RowsPerBlock, verdicts.Length - from)));
        });
        return verdicts;
    }

    /// <inheritdoc/>
    public void WriteWeights(Stream stream)
    {
        var starts = new int[trees.Length + 1];
        for (var tree = 0; tree < trees.Length; tree++) starts[tree + 1] = starts[tree] + trees[tree].Rows.Length;
        var nodes = starts[^1];
        new WeightFile(new Dictionary<string, WeightFileArray>
        {
            ["shape"] = WeightFileArray.Of([width, sampleSize], 2),
            ["starts"] = WeightFileArray.Of(starts, starts.Length),
            ["columns"] = WeightFileArray.Of([.. trees.SelectMany(tree => tree.Columns.ToArray())], nodes),
            ["thresholds"] = WeightFileArray.Of([.. trees.SelectMany(tree => tree.Thresholds.ToArray())], nodes),
            ["rights"] = WeightFileArray.Of([.. trees.SelectMany(tree => tree.Rights.ToArray())], nodes),
            ["rows"] = WeightFileArray.Of([.. trees.SelectMany(tree => tree.Rows.ToArray())], nodes),
        }).Write(stream);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    // Tree by tree over a block of rows: a tree stays in the cache while the rows pass.
    private void ScoreBlock(ReadOnlySpan<float> rows, Span<VectorVerdict> verdicts)
    {
        Span<double> sums = stackalloc double[RowsPerBlock];
        foreach (var tree in trees)
        {
            for (var row = 0; row < verdicts.Length; row++) sums[row] += tree.Length(rows.Slice(row * width, width));
        }

        // One row per tree isolates nothing: c(1) = 0, and every score is one half.
        var mean = PathLength.Mean(sampleSize);
        for (var row = 0; row < verdicts.Length; row++)
        {
            var score = mean > 0 ? Math.Pow(2, -sums[row] / trees.Length / mean) : 0.5;
            verdicts[row] = new VectorVerdict((float)score, null, null, float.NaN);
        }
    }
}
