namespace NetAnomaly.Tensors.Kernels;

/// <summary>
/// Shares a matrix product among threads: by rows, after B was packed once for all where that pays, or by columns where
/// there are few rows. The depth is never cut, so each element is summed by one thread.
/// </summary>
internal static unsafe class SharedProduct<TLanes, TVector>
    where TLanes : struct, IFloatLanes<TVector>
    where TVector : struct
{
    /// <summary>Multiplications and additions worth a piece of their own: about 10 µs.</summary>
    private const long PieceWork = 1_000_000;

    /// <summary>Largest B, in floats, that is packed as a whole: 32 MB.</summary>
    private const long MostPacked = 8 << 20;

    public static void Run(in ProductShape shape, int threads)
    {
        int panels = (shape.N + MatrixTile<TLanes, TVector>.Columns - 1) / MatrixTile<TLanes, TVector>.Columns;
        int bands = (shape.M + TLanes.TileRows - 1) / TLanes.TileRows;
        bool packs = BlockedProduct<TLanes, TVector>.PaysToPackB(shape);
        bool byRows = (bands >= 8 * threads || (panels < 2 * threads && bands > panels))
            && (!packs || BlockedProduct<TLanes, TVector>.PackedSize(shape) <= MostPacked);
        int units = byRows ? bands : panels;
        var plan = new GuidedPieces(
            units, threads, (int)Math.Min(units, 1 + (PieceWork * units / ((long)shape.M * shape.N * shape.K))));
        if (plan.Count == 1)
        {
            BlockedProduct<TLanes, TVector>.Run(shape, null);
            return;
        }

        float* packed = null;
        if (byRows && packs)
        {
            packed = PackingSpace.Own.AllOfB((nint)BlockedProduct<TLanes, TVector>.PackedSize(shape));
            ParallelFor.Run(BlockedProduct<TLanes, TVector>.PackingPieces(shape), new Packing(shape, packed));
        }

        ParallelFor.Run(
            plan.Count,
            new Pieces(shape, packed, byRows, byRows ? TLanes.TileRows : MatrixTile<TLanes, TVector>.Columns, plan));
    }

    private readonly struct Packing(ProductShape shape, float* packed) : IParallelBody
    {
        public void Run(int index) => BlockedProduct<TLanes, TVector>.PackPiece(shape, index, packed);
    }

    private readonly struct Pieces(
        ProductShape shape, float* packed, bool byRows, int unit, GuidedPieces plan) : IParallelBody
    {
        public void Run(int index)
        {
            (int first, int last) = plan.Bounds(index);
            int start = first * unit;
            ProductShape piece = byRows
                ? shape.Part(start, Math.Min(shape.M, last * unit), 0, shape.N)
                : shape.Part(0, shape.M, start, Math.Min(shape.N, last * unit));
            BlockedProduct<TLanes, TVector>.Run(piece, packed);
        }
    }
}
