namespace NetAnomaly.Core.Features;

/// <summary>
/// Rows of equal width that grow in blocks, so that growing copies nothing and no more than a block lies idle.
/// </summary>
internal sealed class BlockMatrix<T>(int width)
{
    private const int RowsPerBlock = 1024;
    private readonly List<T[]> blocks = [];

    public int Count { get; private set; }

    /// <summary>The values of a row.</summary>
    public Span<T> this[int row]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(row);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Count);
            return blocks[row / RowsPerBlock].AsSpan(row % RowsPerBlock * width, width);
        }
    }

    /// <summary>A new row, to be written.</summary>
    public Span<T> Add()
    {
        if (Count % RowsPerBlock == 0) blocks.Add(new T[RowsPerBlock * width]);
        return this[Count++];
    }
}
