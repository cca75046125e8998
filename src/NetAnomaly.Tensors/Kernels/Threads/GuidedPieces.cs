namespace NetAnomaly.Tensors.Kernels;

/// <summary>
/// Cuts a row of units into pieces that grow smaller: each is half of a thread's fair share of what is left. Large ones
/// first cost little to hand out, and small ones last let all threads end together even where one began late or was
/// pushed aside. Source: Polychronopoulos and Kuck 1987, doi 10.1109/TC.1987.5009495.
/// </summary>
internal readonly struct GuidedPieces
{
    private readonly int units;
    private readonly int share;
    private readonly int least;

    /// <summary>A plan for that many threads.</summary>
    /// <param name="units">Units to share.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="least">Fewest units worth a piece.</param>
    public GuidedPieces(int units, int threads, int least)
    {
        this.units = units;
        share = 2 * threads;
        this.least = Math.Max(1, least);
        int count = 0;
        for (int start = 0; start < units; start += Length(start))
            count++;
        Count = Math.Max(1, count);
    }

    /// <summary>Number of pieces, at least 1.</summary>
    public int Count { get; }

    /// <summary>The first unit of a piece and the one after its last.</summary>
    public (int Start, int End) Bounds(int index)
    {
        int start = 0;
        for (; index > 0; index--)
            start += Length(start);
        return (start, start + Length(start));
    }

    private int Length(int start)
    {
        int left = units - start;
        int length = Math.Max(least, (left + share - 1) / share);

        // A rest too small for a piece of its own goes with the one before it.
        return left - length < least ? left : length;
    }
}
