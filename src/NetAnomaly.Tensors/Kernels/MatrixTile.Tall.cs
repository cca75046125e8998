using System.Runtime.CompilerServices;

namespace NetAnomaly.Tensors.Kernels;

/// <content>The tall tiles.</content>
internal static unsafe partial class MatrixTile<TLanes, TVector>
{
    /// <summary>6 rows of C, two registers wide.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows6(
        nint k, float* a, nint rowStep, nint depthStep, float* b, nint bStep, float* c, nint cStep, bool accumulate)
    {
        nint twoRows = 2 * rowStep;
        float* a3 = a + (3 * rowStep);
        TVector r0a, r0b, r1a, r1b, r2a, r2b, r3a, r3b, r4a, r4b, r5a, r5b;
        float* row = c;
        if (accumulate)
        {
            r0a = TLanes.Load(row);
            r0b = TLanes.Load(row + TLanes.Count);
            row += cStep;
            r1a = TLanes.Load(row);
            r1b = TLanes.Load(row + TLanes.Count);
            row += cStep;
            r2a = TLanes.Load(row);
            r2b = TLanes.Load(row + TLanes.Count);
            row += cStep;
            r3a = TLanes.Load(row);
            r3b = TLanes.Load(row + TLanes.Count);
            row += cStep;
            r4a = TLanes.Load(row);
            r4b = TLanes.Load(row + TLanes.Count);
            row += cStep;
            r5a = TLanes.Load(row);
            r5b = TLanes.Load(row + TLanes.Count);
        }
        else
        {
            r0a = r0b = r1a = r1b = r2a = r2b = default;
            r3a = r3b = r4a = r4b = r5a = r5b = default;
        }

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
            factor = TLanes.Create(a3[rowStep]);
            r4a = TLanes.MultiplyAdd(left, factor, r4a);
            r4b = TLanes.MultiplyAdd(right, factor, r4b);
            factor = TLanes.Create(a3[twoRows]);
            r5a = TLanes.MultiplyAdd(left, factor, r5a);
            r5b = TLanes.MultiplyAdd(right, factor, r5b);
            a += depthStep;
            a3 += depthStep;
            b += bStep;
        }

        row = c;
        TLanes.Store(r0a, row);
        TLanes.Store(r0b, row + TLanes.Count);
        row += cStep;
        TLanes.Store(r1a, row);
        TLanes.Store(r1b, row + TLanes.Count);
        row += cStep;
        TLanes.Store(r2a, row);
        TLanes.Store(r2b, row + TLanes.Count);
        row += cStep;
        TLanes.Store(r3a, row);
        TLanes.Store(r3b, row + TLanes.Count);
        row += cStep;
        TLanes.Store(r4a, row);
        TLanes.Store(r4b, row + TLanes.Count);
        row += cStep;
        TLanes.Store(r5a, row);
        TLanes.Store(r5b, row + TLanes.Count);
    }

    /// <summary>8 rows of C, two registers wide.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows8(
        nint k, float* a, nint rowStep, nint depthStep, float* b, nint bStep, float* c, nint cStep, bool accumulate)
    {
        nint twoRows = 2 * rowStep;
        float* a3 = a + (3 * rowStep);
        float* a6 = a + (6 * rowStep);
        TVector r0a, r0b, r1a, r1b, r2a, r2b, r3a, r3b, r4a, r4b, r5a, r5b;
        TVector r6a, r6b, r7a, r7b;
        float* row = c;
        if (accumulate)
        {
            r0a = TLanes.Load(row);
            r0b = TLanes.Load(row + TLanes.Count);
            row += cStep;
            r1a = TLanes.Load(row);
            r1b = TLanes.Load(row + TLanes.Count);
            row += cStep;
            r2a = TLanes.Load(row);
            r2b = TLanes.Load(row + TLanes.Count);
            row += cStep;
            r3a = TLanes.Load(row);
            r3b = TLanes.Load(row + TLanes.Count);
            row += cStep;
            r4a = TLanes.Load(row);
            r4b = TLanes.Load(row + TLanes.Count);
            row += cStep;
            r5a = TLanes.Load(row);
            r5b = TLanes.Load(row + TLanes.Count);
            row += cStep;
            r6a = TLanes.Load(row);
            r6b = TLanes.Load(row + TLanes.Count);
            row += cStep;
            r7a = TLanes.Load(row);
            r7b = TLanes.Load(row + TLanes.Count);
        }
        else
        {
            r0a = r0b = r1a = r1b = r2a = r2b = default;
            r3a = r3b = r4a = r4b = r5a = r5b = default;
            r6a = r6b = r7a = r7b = default;
        }

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
            factor = TLanes.Create(a3[rowStep]);
            r4a = TLanes.MultiplyAdd(left, factor, r4a);
            r4b = TLanes.MultiplyAdd(right, factor, r4b);
            factor = TLanes.Create(a3[twoRows]);
            r5a = TLanes.MultiplyAdd(left, factor, r5a);
            r5b = TLanes.MultiplyAdd(right, factor, r5b);
            factor = TLanes.Create(*a6);
            r6a = TLanes.MultiplyAdd(left, factor, r6a);
            r6b = TLanes.MultiplyAdd(right, factor, r6b);
            factor = TLanes.Create(a6[rowStep]);
            r7a = TLanes.MultiplyAdd(left, factor, r7a);
            r7b = TLanes.MultiplyAdd(right, factor, r7b);
            a += depthStep;
            a3 += depthStep;
            a6 += depthStep;
            b += bStep;
        }

        row = c;
        TLanes.Store(r0a, row);
        TLanes.Store(r0b, row + TLanes.Count);
        row += cStep;
        TLanes.Store(r1a, row);
        TLanes.Store(r1b, row + TLanes.Count);
        row += cStep;
        TLanes.Store(r2a, row);
        TLanes.Store(r2b, row + TLanes.Count);
        row += cStep;
        TLanes.Store(r3a, row);
        TLanes.Store(r3b, row + TLanes.Count);
        row += cStep;
        TLanes.Store(r4a, row);
        TLanes.Store(r4b, row + TLanes.Count);
        row += cStep;
        TLanes.Store(r5a, row);
        TLanes.Store(r5b, row + TLanes.Count);
        row += cStep;
        TLanes.Store(r6a, row);
        TLanes.Store(r6b, row + TLanes.Count);
        row += cStep;
        TLanes.Store(r7a, row);
        TLanes.Store(r7b, row + TLanes.Count);
    }

    /// <summary>12 rows of C, two registers wide.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows12(
        nint k, float* a, nint rowStep, nint depthStep, float* b, nint bStep, float* c, nint cStep, bool accumulate)
    {
        nint twoRows = 2 * rowStep;
        float* a3 = a + (3 * rowStep);
        float* a6 = a + (6 * rowStep);
        float* a9 = a + (9 * rowStep);
        TVector r0a, r0b, r1a, r1b, r2a, r2b, r3a, r3b, r4a, r4b, r5a, r5b;
        TVector r6a, r6b, r7a, r7b, r8a, r8b, r9a, r9b, r10a, r10b, r11a, r11b;
        float* row = c;
        if (accumulate)
        {
            r0a = TLanes.Load(row);
            r0b = TLanes.Load(row + TLanes.Count);
            row += cStep;
            r1a = TLanes.Load(row);
            r1b = TLanes.Load(row + TLanes.Count);
            row += cStep;
            r2a = TLanes.Load(row);
            r2b = TLanes.Load(row + TLanes.Count);
            row += cStep;
            r3a = TLanes.Load(row);
            r3b = TLanes.Load(row + TLanes.Count);
            row += cStep;
            r4a = TLanes.Load(row);
            r4b = TLanes.Load(row + TLanes.Count);
            row += cStep;
            r5a = TLanes.Load(row);
            r5b = TLanes.Load(row + TLanes.Count);
            row += cStep;
            r6a = TLanes.Load(row);
            r6b = TLanes.Load(row + TLanes.Count);
            row += cStep;
            r7a = TLanes.Load(row);
            r7b = TLanes.Load(row + TLanes.Count);
            row += cStep;
            r8a = TLanes.Load(row);
            r8b = TLanes.Load(row + TLanes.Count);
            row += cStep;
            r9a = TLanes.Load(row);
            r9b = TLanes.Load(row + TLanes.Count);
            row += cStep;
            r10a = TLanes.Load(row);
            r10b = TLanes.Load(row + TLanes.Count);
            row += cStep;
            r11a = TLanes.Load(row);
            r11b = TLanes.Load(row + TLanes.Count);
        }
        else
        {
            r0a = r0b = r1a = r1b = r2a = r2b = default;
            r3a = r3b = r4a = r4b = r5a = r5b = default;
            r6a = r6b = r7a = r7b = r8a = r8b = default;
            r9a = r9b = r10a = r10b = r11a = r11b = default;
        }

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
            factor = TLanes.Create(a3[rowStep]);
            r4a = TLanes.MultiplyAdd(left, factor, r4a);
            r4b = TLanes.MultiplyAdd(right, factor, r4b);
            factor = TLanes.Create(a3[twoRows]);
            r5a = TLanes.MultiplyAdd(left, factor, r5a);
            r5b = TLanes.MultiplyAdd(right, factor, r5b);
            factor = TLanes.Create(*a6);
            r6a = TLanes.MultiplyAdd(left, factor, r6a);
            r6b = TLanes.MultiplyAdd(right, factor, r6b);
            factor = TLanes.Create(a6[rowStep]);
            r7a = TLanes.MultiplyAdd(left, factor, r7a);
            r7b = TLanes.MultiplyAdd(right, factor, r7b);
            factor = TLanes.Create(a6[twoRows]);
            r8a = TLanes.MultiplyAdd(left, factor, r8a);
            r8b = TLanes.MultiplyAdd(right, factor, r8b);
            factor = TLanes.Create(*a9);
            r9a = TLanes.MultiplyAdd(left, factor, r9a);
            r9b = TLanes.MultiplyAdd(right, factor, r9b);
            factor = TLanes.Create(a9[rowStep]);
            r10a = TLanes.MultiplyAdd(left, factor, r10a);
            r10b = TLanes.MultiplyAdd(right, factor, r10b);
            factor = TLanes.Create(a9[twoRows]);
            r11a = TLanes.MultiplyAdd(left, factor, r11a);
            r11b = TLanes.MultiplyAdd(right, factor, r11b);
            a += depthStep;
            a3 += depthStep;
            a6 += depthStep;
            a9 += depthStep;
            b += bStep;
        }

        row = c;
        TLanes.Store(r0a, row);
        TLanes.Store(r0b, row + TLanes.Count);
        row += cStep;
        TLanes.Store(r1a, row);
        TLanes.Store(r1b, row + TLanes.Count);
        row += cStep;
        TLanes.Store(r2a, row);
        TLanes.Store(r2b, row + TLanes.Count);
        row += cStep;
        TLanes.Store(r3a, row);
        TLanes.Store(r3b, row + TLanes.Count);
        row += cStep;
        TLanes.Store(r4a, row);
        TLanes.Store(r4b, row + TLanes.Count);
        row += cStep;
        TLanes.Store(r5a, row);
        TLanes.Store(r5b, row + TLanes.Count);
        row += cStep;
        TLanes.Store(r6a, row);
        TLanes.Store(r6b, row + TLanes.Count);
        row += cStep;
        TLanes.Store(r7a, row);
        TLanes.Store(r7b, row + TLanes.Count);
        row += cStep;
        TLanes.Store(r8a, row);
        TLanes.Store(r8b, row + TLanes.Count);
        row += cStep;
        TLanes.Store(r9a, row);
        TLanes.Store(r9b, row + TLanes.Count);
        row += cStep;
        TLanes.Store(r10a, row);
        TLanes.Store(r10b, row + TLanes.Count);
        row += cStep;
        TLanes.Store(r11a, row);
        TLanes.Store(r11b, row + TLanes.Count);
    }
}
