using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace NetAnomaly.Tensors.Kernels;

/// <summary>
/// Walks a matrix product in blocks that suit the caches. A block of B (a stretch of the depth by some hundred columns)
/// stays in the second cache in panels as wide as a tile; for each band of rows the panel of A stays in the first cache
/// while the panels of B pass by. B is packed where its panels would not lie well, A where its rows would not.
/// </summary>
internal static unsafe class BlockedProduct<TLanes, TVector>
    where TLanes : struct, IFloatLanes<TVector>
    where TVector : struct
{
    /// <summary>Rows of C from which packing an untransposed B pays.</summary>
    private const int RowsWorthPacking = 96;

    /// <summary>Elements of a line of the cache.</summary>
    private const int LineElements = 16;

    private static int Wide => MatrixTile<TLanes, TVector>.Columns;

    /// <summary>Whether it pays to pack the whole of B.</summary>
    public static bool PaysToPackB(in ProductShape shape) =>
        shape.B.ColumnStep != 1 || (shape.M >= RowsWorthPacking && shape.B.RowStep != Wide);

    /// <summary>Floats that B takes when all of it is packed.</summary>
    public static long PackedSize(in ProductShape shape) => (long)shape.K * Panels(shape.N) * Wide;

    /// <summary>Pieces in which B can be packed.</summary>
    public static int PackingPieces(in ProductShape shape) =>
        Panels(shape.N) * ((shape.K + PackingSpace.Depth - 1) / PackingSpace.Depth);

    /// <summary>Packs one panel of one stretch of the depth of B to its place in <paramref name="packed"/>.</summary>
    public static void PackPiece(in ProductShape shape, int piece, float* packed)
    {
        int depth = EvenShare(shape.K, PackingSpace.Depth, 1);
        int columns = EvenShare(shape.N, PackingSpace.MostColumns, Wide);
        int panels = Panels(shape.N);
        int column = piece % panels * Wide;
        int k = piece / panels * depth;
        if (k >= shape.K)
            return;
        int n = column / columns * columns;
        int height = Math.Min(depth, shape.K - k);
        float* block = BlockOf(shape, packed, n, k, Math.Min(columns, shape.N - n));
        MatrixPacking.PackPanel(
            shape.B.From(k, column), height, Math.Min(Wide, shape.N - column), Wide,
            block + ((nint)(column - n) * height));
    }

    /// <summary>The whole product, on the calling thread.</summary>
    /// <param name="shape">The product.</param>
    /// <param name="packed">B as all of its pieces were packed for a product with the same N and K, or null.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in ProductShape shape, float* packed)
    {
        if (shape.K == 0)
        {
            CopyStart(shape);
            if (shape.Rectified)
                Rectify(shape, 0, shape.M);
            return;
        }

        PackingSpace space = PackingSpace.Own;
        int depth = EvenShare(shape.K, PackingSpace.Depth, 1);
        int columns = EvenShare(shape.N, PackingSpace.MostColumns, Wide);
        for (int n = 0; n < shape.N; n += columns)
        {
            int width = Math.Min(columns, shape.N - n);
            for (int k = 0; k < shape.K; k += depth)
            {
                var block = new ProductShape(
                    shape.M, width, Math.Min(depth, shape.K - k), shape.A.From(0, k), shape.B.From(k, n),
                    k > 0
                        ? shape.C + n
                        : shape.Start == null ? null : shape.Start + n, k > 0 ? shape.CStep : shape.StartStep,
                    shape.C + n, shape.CStep, shape.Rectified && k + depth >= shape.K);
                RunBlock(block, space, packed == null ? null : BlockOf(shape, packed, n, k, width));
            }
        }
    }

    private static int Panels(int columns) => (columns + Wide - 1) / Wide;

    /// <summary>
    /// Where the block that begins at column n and depth k, <paramref name="width"/> columns wide, lies when all is
    /// packed.
    /// </summary>
    private static float* BlockOf(in ProductShape shape, float* packed, int n, int k, int width) =>
        packed + ((nint)n * shape.K) + ((nint)k * Panels(width) * Wide);

    /// <summary>
    /// The length of the parts when <paramref name="length"/> is cut evenly into parts of at most
    /// <paramref name="most"/>.
    /// </summary>
    private static int EvenShare(int length, int most, int multiple)
    {
        int parts = (length + most - 1) / most;
        int share = (length + parts - 1) / parts;
        return (share + multiple - 1) / multiple * multiple;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunBlock(in ProductShape block, PackingSpace space, float* packed)
    {
        Debug.Assert(block.K <= PackingSpace.Depth, "The block fits the packing space.");
        int wide = Wide;
        int panels = Panels(block.N);
        Debug.Assert(panels * wide <= PackingSpace.MostColumns, "The block fits the packing space.");
        int whole = block.N / wide;
        bool packB = packed == null && PaysToPackB(block);
        float* panelsOfB = packed == null ? space.BlockOfB : packed;
        bool packA = PaysToPackA(block, panels);
        for (int row = 0; row < block.M;)
        {
            int rows = MatrixTile<TLanes, TVector>.RowsFor(block.M - row);
            StridedMatrix a = block.A.From(row, 0);
            if (packA)
            {
                MatrixPacking.PackBand(a, rows, block.K, space.PanelOfA);
                a = new StridedMatrix(space.PanelOfA, 1, rows);
            }

            for (int panel = 0; panel < panels; panel++)
            {
                int column = panel * wide;
                float* b = block.B.At(0, column);
                nint bStep = block.B.RowStep;
                bool partial = panel >= whole;
                if (packed != null || packB || partial)
                {
                    b = panelsOfB + ((nint)column * block.K);
                    bStep = wide;
                    if (row == 0 && packed == null)
                        MatrixPacking.PackPanel(
                            block.B.From(0, column), block.K, Math.Min(wide, block.N - column), wide, b);
                }

                if (row + rows < block.M)
                    FetchAhead(
                        block.A.From(row + rows, 0), Math.Min(rows, block.M - row - rows), block.K, panel, panels);
                float* start = block.Start == null ? null : block.Start + (row * block.StartStep) + column;
                float* c = block.C + (row * block.CStep) + column;
                if (partial)
                    RunPartial(rows, block.N - column, block, a, b, start, c, space.Tile);
                else
                    MatrixTile<TLanes, TVector>.Run(
                        rows, block.K, a.Start, a.RowStep, a.ColumnStep, b, bStep, start, block.StartStep, c,
                        block.CStep);
            }

            if (block.Rectified)
                Rectify(block, row, rows);
            row += rows;
        }
    }

    /// <summary>max(0, x) for a band of C, which has just been written and is still in the first cache.</summary>
    private static void Rectify(in ProductShape block, int first, int rows)
    {
        for (int i = first; i < first + rows; i++)
        {
            var row = new Span<float>(block.C + (i * block.CStep), block.N);
            VectorMath.Relu(row, row);
        }
    }

    /// <summary>
    /// A band of A is read once for every panel of B. Read where it lies it costs nothing extra as long as its lines
    /// stay in the first cache; rows a multiple of 2 KB apart, and stored columns, fall onto each other there, and from
    /// some panels on a copy of the band is cheaper than reading it from the second cache again.
    /// </summary>
    private static bool PaysToPackA(in ProductShape block, int panels) =>
        block.A.ColumnStep == 1
            ? panels >= 4 && block.A.RowStep % 512 == 0 && block.K > 64
            : panels >= 8 && block.K > 16;

    /// <summary>
    /// Asks for the panel's share of the next band of A, so that the band is in the second cache when its turn comes.
    /// The rows are too short for the processor to guess how they go on.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FetchAhead(in StridedMatrix a, int rows, int depth, int panel, int panels)
    {
        if (!Sse.IsSupported)
            return;
        if (a.ColumnStep == 1)
        {
            int from = (int)((long)depth * panel / panels) / LineElements * LineElements;
            int end = (int)((long)depth * (panel + 1) / panels);
            float* row = a.Start;
            for (int i = 0; i < rows; i++, row += a.RowStep)
            {
                for (int p = from; p < end; p += LineElements)
                    Sse.Prefetch1(row + p);
            }
        }
        else
        {
            int end = (int)((long)depth * (panel + 1) / panels);
            for (int p = (int)((long)depth * panel / panels); p < end; p++)
                Sse.Prefetch1(a.At(rows - 1, p));
        }
    }

    /// <summary>The tile that hangs over the right edge of C, by way of a buffer.</summary>
    private static void RunPartial(
        int rows, int columns, in ProductShape block, in StridedMatrix a, float* b, float* start, float* c, float* tile)
    {
        int wide = Wide;
        if (start != null)
        {
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < wide; j++)
                    tile[(i * wide) + j] = j < columns ? start[(i * block.StartStep) + j] : 0;
            }
        }

        MatrixTile<TLanes, TVector>.Run(
            rows, block.K, a.Start, a.RowStep, a.ColumnStep, b, wide, start == null ? null : tile, wide, tile, wide);
        for (int i = 0; i < rows; i++)
            new ReadOnlySpan<float>(tile + (i * wide), columns).CopyTo(new Span<float>(c + (i * block.CStep), columns));
    }

    private static void CopyStart(in ProductShape shape)
    {
        for (int i = 0; i < shape.M; i++)
        {
            var row = new Span<float>(shape.C + (i * shape.CStep), shape.N);
            if (shape.Start == null)
                row.Clear();
            else
                new ReadOnlySpan<float>(shape.Start + (i * shape.StartStep), shape.N).CopyTo(row);
        }
    }
}
