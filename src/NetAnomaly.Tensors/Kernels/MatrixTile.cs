using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace NetAnomaly.Tensors.Kernels;

/// <summary>
/// The innermost loop of the matrix product: one tile of C, a few rows by two registers, held in registers while the
/// depth is walked once. Every element is the plain running sum over the depth, so that the height of the tile it falls
/// into, and with it the division of the work, never shows in the result.
/// </summary>
internal static unsafe partial class MatrixTile<TLanes, TVector>
    where TLanes : struct, IFloatLanes<TVector>
    where TVector : struct
{
    /// <summary>Columns of every tile.</summary>
    public static int Columns => 2 * TLanes.Count;

    /// <summary>The tallest tile not taller than the rows left.</summary>
    public static int RowsFor(int left) => left switch
    {
        >= 12 when TLanes.TileRows >= 12 => 12,
        >= 8 when TLanes.TileRows >= 8 => 8,
        >= 6 when TLanes.TileRows == 6 => 6,
        >= 4 => 4,
        >= 2 => 2,
        _ => 1,
    };

    /// <summary>
    /// C (rows × <see cref="Columns"/>) = S + A·B, where A's element (i, p) lies at i·rowStep + p·depthStep, row p of B
    /// at p·bStep, and row i of S at i·startStep from start; S is zero where start is null. Nothing is checked: the
    /// caller has proven that all of it lies inside its buffers.
    /// </summary>
    public static void Run(
        int rows, nint k, float* a, nint rowStep, nint depthStep, float* b, nint bStep, float* start, nint startStep,
        float* c, nint cStep)
    {
        FetchAhead(rows, c, cStep);
        switch (rows)
        {
            case 12:
                Rows12(k, a, rowStep, depthStep, b, bStep, start, startStep, c, cStep);
                break;
            case 8:
                Rows8(k, a, rowStep, depthStep, b, bStep, start, startStep, c, cStep);
                break;
            case 6:
                Rows6(k, a, rowStep, depthStep, b, bStep, start, startStep, c, cStep);
                break;
            case 4:
                Rows4(k, a, rowStep, depthStep, b, bStep, start, startStep, c, cStep);
                break;
            case 2:
                Rows2(k, a, rowStep, depthStep, b, bStep, start, startStep, c, cStep);
                break;
            default:
                Rows1(k, a, rowStep, depthStep, b, bStep, start, startStep, c, cStep);
                break;
        }
    }

    /// <summary>
    /// Asks for the lines of C now: they come while the depth is walked, so that the stores at its end need not wait.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FetchAhead(int rows, float* c, nint cStep)
    {
        if (!Sse.IsSupported)
            return;
        for (int i = 0; i < rows; i++, c += cStep)
        {
            Sse.Prefetch0(c);
            Sse.Prefetch0(c + TLanes.Count);
        }
    }

    /// <summary>1 row of C, two registers wide.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows1(
        nint k, float* a, nint rowStep, nint depthStep, float* b, nint bStep, float* start, nint startStep, float* c,
        nint cStep)
    {
        TVector r0a, r0b;
        r0a = r0b = default;

        for (; k > 0; k--)
        {
            TVector left = TLanes.Load(b);
            TVector right = TLanes.Load(b + TLanes.Count);
            TVector factor = TLanes.Create(*a);
            r0a = TLanes.MultiplyAdd(left, factor, r0a);
            r0b = TLanes.MultiplyAdd(right, factor, r0b);
            a += depthStep;
            b += bStep;
        }

        if (start != null)
        {
            r0a = TLanes.Add(TLanes.Load(start), r0a);
            r0b = TLanes.Add(TLanes.Load(start + TLanes.Count), r0b);
        }

        TLanes.Store(r0a, c);
        TLanes.Store(r0b, c + TLanes.Count);
    }

    /// <summary>2 rows of C, two registers wide.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows2(
        nint k, float* a, nint rowStep, nint depthStep, float* b, nint bStep, float* start, nint startStep, float* c,
        nint cStep)
    {
        TVector r0a, r0b, r1a, r1b;
        r0a = r0b = r1a = r1b = default;

        for (; k > 0; k--)
        {
            TVector left = TLanes.Load(b);
            TVector right = TLanes.Load(b + TLanes.Count);
            TVector factor = TLanes.Create(*a);
            r0a = TLanes.MultiplyAdd(left, factor, r0a);
            r0b = TLanes.MultiplyAdd(right, factor, r0b);
            factor = TLanes.Create(a[rowStep]);
            r1a = TLanes.MultiplyAdd(left, factor, r1a);
            r1b = TLanes.MultiplyAdd(right, factor, r1b);
            a += depthStep;
            b += bStep;
        }

        if (start != null)
        {
            r0a = TLanes.Add(TLanes.Load(start), r0a);
            r0b = TLanes.Add(TLanes.Load(start + TLanes.Count), r0b);
            start += startStep;
            r1a = TLanes.Add(TLanes.Load(start), r1a);
            r1b = TLanes.Add(TLanes.Load(start + TLanes.Count), r1b);
        }

        TLanes.Store(r0a, c);
        TLanes.Store(r0b, c + TLanes.Count);
        c += cStep;
        TLanes.Store(r1a, c);
        TLanes.Store(r1b, c + TLanes.Count);
    }

    /// <summary>4 rows of C, two registers wide.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows4(
        nint k, float* a, nint rowStep, nint depthStep, float* b, nint bStep, float* start, nint startStep, float* c,
        nint cStep)
    {
        nint twoRows = 2 * rowStep;
        float* a3 = a + (3 * rowStep);
        TVector r0a, r0b, r1a, r1b, r2a, r2b, r3a, r3b;
        r0a = r0b = r1a = r1b = r2a = r2b = default;
        r3a = r3b = default;

        for (; k > 0; k--)
        {
            TVector left = TLanes.Load(b);
            TVector right = TLanes.Load(b + TLanes.Count);
            TVector factor = TLanes.Create(*a);
            r0a = TLanes.MultiplyAdd(left, factor, r0a);
            r0b = TLanes.MultiplyAdd(right, factor, r0b);
            factor = TLanes.Create(a[rowStep]);
            r1a = TLanes.MultiplyAdd(left, factor, r1a);
            r1b = TLanes.MultiplyAdd(right, factor, r1b);
            factor = TLanes.Create(a[twoRows]);
            r2a = TLanes.MultiplyAdd(left, factor, r2a);
            r2b = TLanes.MultiplyAdd(right, factor, r2b);
            factor = TLanes.Create(*a3);
            r3a = TLanes.MultiplyAdd(left, factor, r3a);
            r3b = TLanes.MultiplyAdd(right, factor, r3b);
            a += depthStep;
            a3 += depthStep;
            b += bStep;
        }

        if (start != null)
        {
            r0a = TLanes.Add(TLanes.Load(start), r0a);
            r0b = TLanes.Add(TLanes.Load(start + TLanes.Count), r0b);
            start += startStep;
            r1a = TLanes.Add(TLanes.Load(start), r1a);
            r1b = TLanes.Add(TLanes.Load(start + TLanes.Count), r1b);
            start += startStep;
            r2a = TLanes.Add(TLanes.Load(start), r2a);
            r2b = TLanes.Add(TLanes.Load(start + TLanes.Count), r2b);
            start += startStep;
            r3a = TLanes.Add(TLanes.Load(start), r3a);
            r3b = TLanes.Add(TLanes.Load(start + TLanes.Count), r3b);
        }

        TLanes.Store(r0a, c);
        TLanes.Store(r0b, c + TLanes.Count);
        c += cStep;
        TLanes.Store(r1a, c);
        TLanes.Store(r1b, c + TLanes.Count);
        c += cStep;
        TLanes.Store(r2a, c);
        TLanes.Store(r2b, c + TLanes.Count);
        c += cStep;
        TLanes.Store(r3a, c);
        TLanes.Store(r3b, c + TLanes.Count);
    }
}
