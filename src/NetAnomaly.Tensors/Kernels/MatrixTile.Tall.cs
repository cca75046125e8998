using System.Runtime.CompilerServices;

namespace NetAnomaly.Tensors.Kernels;

/// <content>The tall tiles.</content>
internal static unsafe partial class MatrixTile<TLanes, TVector>
{
    /// <summary>6 rows of C, two registers wide.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows6(
        nint k, float* a, nint rowStep, nint depthStep, float* b, nint bStep, float* start, nint startStep, float* c,
        nint cStep)
    {
        nint twoRows = 2 * rowStep;
        float* a3 = a + (3 * rowStep);
        TVector r0a, r0b, r1a, r1b, r2a, r2b, r3a, r3b, r4a, r4b, r5a, r5b;
        r0a = r0b = r1a = r1b = r2a = r2b = default;
        r3a = r3b = r4a = r4b = r5a = r5b = default;

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
            start += startStep;
            r4a = TLanes.Add(TLanes.Load(start), r4a);
            r4b = TLanes.Add(TLanes.Load(start + TLanes.Count), r4b);
            start += startStep;
            r5a = TLanes.Add(TLanes.Load(start), r5a);
            r5b = TLanes.Add(TLanes.Load(start + TLanes.Count), r5b);
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
        c += cStep;
        TLanes.Store(r4a, c);
        TLanes.Store(r4b, c + TLanes.Count);
        c += cStep;
        TLanes.Store(r5a, c);
        TLanes.Store(r5b, c + TLanes.Count);
    }

    /// <summary>8 rows of C, two registers wide.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows8(
        nint k, float* a, nint rowStep, nint depthStep, float* b, nint bStep, float* start, nint startStep, float* c,
        nint cStep)
    {
        nint twoRows = 2 * rowStep;
        float* a3 = a + (3 * rowStep);
        float* a6 = a + (6 * rowStep);
        TVector r0a, r0b, r1a, r1b, r2a, r2b, r3a, r3b, r4a, r4b, r5a, r5b;
        TVector r6a, r6b, r7a, r7b;
        r0a = r0b = r1a = r1b = r2a = r2b = default;
        r3a = r3b = r4a = r4b = r5a = r5b = default;
        r6a = r6b = r7a = r7b = default;

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
            start += startStep;
            r4a = TLanes.Add(TLanes.Load(start), r4a);
            r4b = TLanes.Add(TLanes.Load(start + TLanes.Count), r4b);
            start += startStep;
            r5a = TLanes.Add(TLanes.Load(start), r5a);
            r5b = TLanes.Add(TLanes.Load(start + TLanes.Count), r5b);
            start += startStep;
            r6a = TLanes.Add(TLanes.Load(start), r6a);
            r6b = TLanes.Add(TLanes.Load(start + TLanes.Count), r6b);
            start += startStep;
            r7a = TLanes.Add(TLanes.Load(start), r7a);
            r7b = TLanes.Add(TLanes.Load(start + TLanes.Count), r7b);
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
        c += cStep;
        TLanes.Store(r4a, c);
        TLanes.Store(r4b, c + TLanes.Count);
        c += cStep;
        TLanes.Store(r5a, c);
        TLanes.Store(r5b, c + TLanes.Count);
        c += cStep;
        TLanes.Store(r6a, c);
        TLanes.Store(r6b, c + TLanes.Count);
        c += cStep;
        TLanes.Store(r7a, c);
        TLanes.Store(r7b, c + TLanes.Count);
    }

    /// <summary>12 rows of C, two registers wide.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows12(
        nint k, float* a, nint rowStep, nint depthStep, float* b, nint bStep, float* start, nint startStep, float* c,
        nint cStep)
    {
        nint twoRows = 2 * rowStep;
        float* a3 = a + (3 * rowStep);
        float* a6 = a + (6 * rowStep);
        float* a9 = a + (9 * rowStep);
        TVector r0a, r0b, r1a, r1b, r2a, r2b, r3a, r3b, r4a, r4b, r5a, r5b;
        TVector r6a, r6b, r7a, r7b, r8a, r8b, r9a, r9b, r10a, r10b, r11a, r11b;
        r0a = r0b = r1a = r1b = r2a = r2b = default;
        r3a = r3b = r4a = r4b = r5a = r5b = default;
        r6a = r6b = r7a = r7b = r8a = r8b = default;
        r9a = r9b = r10a = r10b = r11a = r11b = default;

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
            start += startStep;
            r4a = TLanes.Add(TLanes.Load(start), r4a);
            r4b = TLanes.Add(TLanes.Load(start + TLanes.Count), r4b);
            start += startStep;
            r5a = TLanes.Add(TLanes.Load(start), r5a);
            r5b = TLanes.Add(TLanes.Load(start + TLanes.Count), r5b);
            start += startStep;
            r6a = TLanes.Add(TLanes.Load(start), r6a);
            r6b = TLanes.Add(TLanes.Load(start + TLanes.Count), r6b);
            start += startStep;
            r7a = TLanes.Add(TLanes.Load(start), r7a);
            r7b = TLanes.Add(TLanes.Load(start + TLanes.Count), r7b);
            start += startStep;
            r8a = TLanes.Add(TLanes.Load(start), r8a);
            r8b = TLanes.Add(TLanes.Load(start + TLanes.Count), r8b);
            start += startStep;
            r9a = TLanes.Add(TLanes.Load(start), r9a);
            r9b = TLanes.Add(TLanes.Load(start + TLanes.Count), r9b);
            start += startStep;
            r10a = TLanes.Add(TLanes.Load(start), r10a);
            r10b = TLanes.Add(TLanes.Load(start + TLanes.Count), r10b);
            start += startStep;
            r11a = TLanes.Add(TLanes.Load(start), r11a);
            r11b = TLanes.Add(TLanes.Load(start + TLanes.Count), r11b);
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
        c += cStep;
        TLanes.Store(r4a, c);
        TLanes.Store(r4b, c + TLanes.Count);
        c += cStep;
        TLanes.Store(r5a, c);
        TLanes.Store(r5b, c + TLanes.Count);
        c += cStep;
        TLanes.Store(r6a, c);
        TLanes.Store(r6b, c + TLanes.Count);
        c += cStep;
        TLanes.Store(r7a, c);
        TLanes.Store(r7b, c + TLanes.Count);
        c += cStep;
        TLanes.Store(r8a, c);
        TLanes.Store(r8b, c + TLanes.Count);
        c += cStep;
        TLanes.Store(r9a, c);
        TLanes.Store(r9b, c + TLanes.Count);
        c += cStep;
        TLanes.Store(r10a, c);
        TLanes.Store(r10b, c + TLanes.Count);
        c += cStep;
        TLanes.Store(r11a, c);
        TLanes.Store(r11b, c + TLanes.Count);
    }
}
