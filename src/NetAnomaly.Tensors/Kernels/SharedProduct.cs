using NetAnomaly.Tensors.Kernels.Lanes;
using NetAnomaly.Tensors.Kernels.Threads;

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
        int most = (int)Math.Clamp((long)shape.M * shape.N * shape.K / PieceWork, 1, 4L * threads);
        int size = PieceSize(units, threads, most);
        int count = (units + size - 1) / size;
        if (count == 1)
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

        ParallelFor.Run(count, new Pieces(shape, packed, byRows, size * (byRows ? TLanes.TileRows : MatrixTile<TLanes, TVector>.Columns)));
    }

    /// <summary>Units for each piece so that the last thread to end ends soonest; of equals the larger pieces.</summary>
    private static int PieceSize(int units, int threads, int mostPieces)
    {
        int best = units;
        int bestTime = units;
        for (int size = units - 1; size >= 1 && (units + size - 1) / size <= mostPieces; size--)
        {
            int rounds = ((units + size - 1) / size + threads - 1) / threads;
            if (rounds * size < bestTime)
            {
                bestTime = rounds * size;
                best = size;
            }
        }

        return best;
    }

    private readonly struct Packing(ProductShape shape, float* packed) : IParallelBody
    {
        public void Run(int index) => BlockedProduct<TLanes, TVector>.PackPiece(shape, index, packed);
    }

    private readonly struct Pieces(ProductShape shape, float* packed, bool byRows, int size) : IParallelBody
    {
        public void Run(int index)
        {
            int start = index * size;
            ProductShape piece = byRows
                ? shape.Part(start, Math.Min(shape.M, start + size), 0, shape.N)
                : shape.Part(0, shape.M, start, Math.Min(shape.N, start + size));
            BlockedProduct<TLanes, TVector>.Run(piece, packed);
        }
    }
}
