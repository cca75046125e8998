using NetAnomaly.Internal;

namespace NetAnomaly.Core.Detectors.Vectors;

/// <summary>
/// Grows one isolation tree on a random sample: random column, random threshold, until every row is alone or the limit
/// is reached.
/// </summary>
internal sealed class IsolationTreeGrowth
{
    private readonly VectorData data;
    private readonly CounterRandom random;
    private readonly int[] sample;
    private readonly int[] candidates;
    private readonly int limit;
    private readonly List<int> columns = [];
    private readonly List<float> thresholds = [];
    private readonly List<int> rights = [];
    private readonly List<int> counts = [];

    private IsolationTreeGrowth(VectorData data, int[] sample, CounterRandom random)
    {
        this.data = data;
        this.sample = sample;
        this.random = random;
        candidates = [.. Enumerable.Range(0, data.Width)];
        limit = PathLength.Limit(sample.Length);
    }

    /// <summary>Grows a tree.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="rows">Those to draw from.</param>
    /// <param name="sampleSize">How many to draw, each at most once.</param>
    /// <param name="random">The tree's own random stream.</param>
    public static IsolationTree Grow(VectorData data, ReadOnlySpan<int> rows, int sampleSize, CounterRandom random)
    {
        var growth = new IsolationTreeGrowth(data, Draw(rows, sampleSize, random), random);
        growth.Split(0, growth.sample.Length, 0, growth.candidates.Length);
        return new IsolationTree(
            [.. growth.columns], [.. growth.thresholds], [.. growth.rights], [.. growth.counts], data.Width);
    }

    // Floyd's way to draw without replacement, in the order drawn: as much work as rows are drawn, however many there
    // are.
    private static int[] Draw(ReadOnlySpan<int> rows, int count, CounterRandom random)
    {
        if (rows.Length <= count) return rows.ToArray();
        var taken = new HashSet<int>(count);
        var drawn = new int[count];
        for (var i = 0; i < count; i++)
        {
            var at = random.Whole(0, rows.Length - count + i);
            if (!taken.Add(at)) taken.Add(at = rows.Length - count + i);
            drawn[i] = rows[at];
        }

        return drawn;
    }

    /// <param name="from">First of the node's rows in the sample.</param>
    /// <param name="to">Behind its last.</param>
    /// <param name="depth">Edges above it.</param>
    /// <param name="live">So many of the candidates are not known to be constant in the node.</param>
    private void Split(int from, int to, int depth, int live)
    {
        var node = columns.Count;
        columns.Add(IsolationTree.Leaf);
        thresholds.Add(0);
        rights.Add(0);
        counts.Add(to - from);
        if (depth >= limit || to - from < 2) return;
        while (live > 0)
        {
            var pick = random.Whole(0, live - 1);
            var column = candidates[pick];
            var (least, most) = Range(from, to, column);
            if (!(least < most))
            {
                // Constant here, so constant in all nodes below.
                (candidates[pick], candidates[--live]) = (candidates[live], column);
                continue;
            }

            var threshold = Threshold(least, most);
            var middle = Partition(from, to, column, threshold);
            columns[node] = column;
            thresholds[node] = threshold;
            Split(from, middle, depth + 1, live);
            rights[node] = columns.Count;
            Split(middle, to, depth + 1, live);
            return;
        }
    }

    private (float Least, float Most) Range(int from, int to, int column)
    {
        float least = float.PositiveInfinity, most = float.NegativeInfinity;
        for (var i = from; i < to; i++)
        {
            var value = data.Values[(sample[i] * data.Width) + column];
            least = Math.Min(least, value);
            most = Math.Max(most, value);
        }

        return (least, most);
    }

    // Below the largest value, so that both sides get a row.
    private float Threshold(float least, float most)
    {
        var drawn = (float)random.Between(least, most);
        return drawn < most ? Math.Max(drawn, least) : least;
    }

    private int Partition(int from, int to, int column, float threshold)
    {
        while (from < to)
        {
            if (data.Values[(sample[from] * data.Width) + column] <= threshold) from++;
            else (sample[from], sample[--to]) = (sample[to], sample[from]);
        }

        return from;
    }
}
