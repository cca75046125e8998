namespace NetAnomaly.Benchmarks.Truth;

/// <summary>
/// An isolation forest (Liu, Ting and Zhou 2008; 100 trees of 256 rows) over bytes, packets, duration and destination
/// port, as plain as a library gives it: none of the product's features.
/// </summary>
internal sealed class ForestScores
{
    private const int Trees = 100;
    private const int Rows = 256;
    private const int Depth = 8;
    private const int Columns = 4;
    private readonly Random random = new(42);
    private readonly Node[] roots;
    private readonly double usual;

    /// <summary>Grows it.</summary>
    /// <param name="training">Flows to learn from.</param>
    public ForestScores(FlowRecord[] training)
    {
        double[][] rows = [.. training.Select(Features)];
        var size = Math.Min(Rows, rows.Length);
        roots = [.. Enumerable.Range(0, Trees).Select(_ => Grow([.. Draw(rows, size)], 0))];
        usual = Mean(size);
    }

    /// <summary>2 to the power of minus the mean path over the usual one, 0 to 1; higher is stranger.</summary>
    public double Score(FlowRecord flow)
    {
        var row = Features(flow);
        return Math.Pow(2, -roots.Average(root => root.Length(row, 0)) / usual);
    }

    private static double[] Features(FlowRecord flow) =>
    [
        Math.Log(1 + (flow.Bytes ?? flow.SourceBytes ?? 0)), Math.Log(1 + (flow.Packets ?? flow.SourcePackets ?? 0)),
        Math.Log(1 + flow.Duration.TotalSeconds), flow.DestinationPort ?? -1,
    ];

    private IEnumerable<double[]> Draw(double[][] rows, int size)
    {
        var taken = new HashSet<int>();
        while (taken.Count < size) taken.Add(random.Next(rows.Length));
        return taken.Select(row => rows[row]);
    }

    private Node Grow(double[][] rows, int depth)
    {
        int[] split =
        [
            .. Enumerable.Range(0, Columns).Where(
                column => rows.Length > 0 && rows.Min(row => row[column]) < rows.Max(row => row[column])),
        ];
        if (depth >= Depth || split.Length == 0) return new Node(-1, 0, null, null, rows.Length);
        var chosen = split[random.Next(split.Length)];
        var (least, most) = (rows.Min(row => row[chosen]), rows.Max(row => row[chosen]));
        var threshold = least + ((most - least) * random.NextDouble());
        var sides = rows.ToLookup(row => row[chosen] <= threshold);
        return new Node(
            chosen, threshold, Grow([.. sides[true]], depth + 1), Grow([.. sides[false]], depth + 1), rows.Length);
    }

    // Mean path of an unsuccessful search in a binary tree of so many rows.
    private static double Mean(int rows) =>
        rows < 2 ? 0 : rows == 2 ? 1 : (2 * (Math.Log(rows - 1) + 0.5772156649)) - (2.0 * (rows - 1) / rows);

    private sealed record Node(int Column, double Threshold, Node? Low, Node? High, int Rows)
    {
        public double Length(double[] row, int depth) =>
            Low is null ? depth + Mean(Rows)
            : (row[Column] <= Threshold ? Low : High!).Length(row, depth + 1);
    }
}
