namespace NetAnomaly.Core.Detectors.Vectors;

/// <summary>
/// One isolation tree as arrays in preorder: the left child of a node is the next node. Immutable.
/// </summary>
internal sealed class IsolationTree
{
    /// <summary>The column of a node that does not split.</summary>
    public const int Leaf = -1;

    private readonly int[] columns;
    private readonly float[] thresholds;
    private readonly int[] rights;
    private readonly int[] rows;
    private readonly double[] lengths;

    /// <summary>A tree of nodes that fit together.</summary>
    /// <param name="columns">Column that a node splits by; <see cref="Leaf"/> where it does not.</param>
    /// <param name="thresholds">Values up to this go left, all others right.</param>
    /// <param name="rights">The right child.</param>
    /// <param name="rows">Training rows in the node.</param>
    /// <param name="width">Columns there are.</param>
    /// <exception cref="InvalidDataException">The nodes are not one tree.</exception>
    public IsolationTree(int[] columns, float[] thresholds, int[] rights, int[] rows, int width)
    {
        this.columns = columns;
        this.thresholds = thresholds;
        this.rights = rights;
        this.rows = rows;
        lengths = new double[columns.Length];
        if (End(0, 0, width) != columns.Length) throw Broken(0);
    }

    /// <summary>Column that each node splits by.</summary>
    public ReadOnlySpan<int> Columns => columns;

    /// <summary>Threshold of each node.</summary>
    public ReadOnlySpan<float> Thresholds => thresholds;

    /// <summary>Right child of each node.</summary>
    public ReadOnlySpan<int> Rights => rights;

    /// <summary>Training rows in each node.</summary>
    public ReadOnlySpan<int> Rows => rows;

    /// <summary>h(x): edges from the root to the row's leaf, and what a full tree would add below it.</summary>
    public double Length(ReadOnlySpan<float> row)
    {
        var node = 0;
        for (var column = columns[0]; column != Leaf; column = columns[node])
            node = row[column] <= thresholds[node] ? node + 1 : rights[node];
        return lengths[node];
    }

    // Walks the nodes as a tree and says where the one given ends; each node is passed once, so that scoring cannot
    // loop or leave the arrays.
    private int End(int node, int depth, int width)
    {
        // Trees stop at the binary logarithm of their rows; who goes deeper than any such tree would exhaust the stack.
        if (node >= columns.Length || depth > sizeof(int) * 8 || rows[node] < 0) throw Broken(node);
        if (columns[node] == Leaf)
        {
            lengths[node] = depth + PathLength.Mean(rows[node]);
            return node + 1;
        }

        if ((uint)columns[node] >= (uint)width) throw Broken(node);
        var right = End(node + 1, depth + 1, width);
        return rights[node] == right ? End(right, depth + 1, width) : throw Broken(node);
    }

    private static InvalidDataException Broken(int node) =>
        new($"its isolation trees do not hold together (node {node})");
}
