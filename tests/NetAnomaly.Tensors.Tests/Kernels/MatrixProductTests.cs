using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors.Tests.Kernels;

[Collection(KernelSettings.Name)]
public sealed class MatrixProductTests
{
    [Theory]
    [MemberData(nameof(KernelSettings.Widths), MemberType = typeof(KernelSettings))]
    public void Products_of_random_shapes_agree_with_the_plain_double_loop(int width)
    {
        using With setting = With.Width(width);
        var random = new System.Random(17);
        for (int i = 0; i < 400; i++)
        {
            int limit = i % 8 == 0 ? 130 : 40;
            Case.Random(random, random.Next(limit), random.Next(limit), random.Next(limit), i).AssertRight();
        }
    }

    [Theory]
    [MemberData(nameof(KernelSettings.Widths), MemberType = typeof(KernelSettings))]
    public void Products_deeper_and_wider_than_one_block_agree_with_the_plain_double_loop(int width)
    {
        using With setting = With.Width(width);
        var random = new System.Random(18);
        for (int kind = 0; kind < 8; kind++)
        {
            Case.Random(random, 13, 17, 700, kind).AssertRight();
            Case.Random(random, 5, 1100, 260, kind).AssertRight();
            Case.Random(random, 150, 70, 300, kind).AssertRight();
        }
    }

    [Fact]
    public void Every_small_size_gives_the_right_product()
    {
        var random = new System.Random(19);
        int kind = 0;
        for (int m = 0; m < 28; m++)
        {
            foreach (int n in new[] { 0, 1, 2, 15, 16, 17, 31, 32, 33, 64, 65 })
            {
                foreach (int k in new[] { 0, 1, 2, 7, 8, 9 })
                    Case.Random(random, m, n, k, kind++).AssertRight();
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_rectified_product_is_the_product_with_zeros_for_negative_elements(int threads)
    {
        using With setting = With.Threads(threads);
        var random = new System.Random(23);
        foreach (
            (int m, int n, int k) in new[] { (5, 7, 0), (1, 33, 9), (13, 40, 300), (300, 70, 90), (12, 1100, 100) })
        {
            float[] a = Fill(random, m * k), b = Fill(random, k * n), row = Fill(random, n);
            float[] plain = new float[m * n], rectified = new float[m * n];
            MatrixProduct.Multiply(false, false, m, n, k, a, Math.Max(1, k), b, n, plain, n, row);
            MatrixProduct.Multiply(false, false, m, n, k, a, Math.Max(1, k), b, n, rectified, n, row, rectified: true);
            Assert.Contains(plain, v => v < 0);
            Assert.Equal(plain.Select(v => Math.Max(0, v)), rectified);
        }

        static float[] Fill(System.Random random, int count) =>
            [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    [Fact]
    public void The_number_of_threads_does_not_change_a_single_bit()
    {
        var random = new System.Random(20);
        foreach (
            (int m, int n, int k) in new[]
            {
                (300, 301, 302), (2048, 128, 64), (64, 1000, 128), (12, 3000, 100), (3000, 12, 100), (512, 128, 600),
            })
        {
            for (int kind = 0; kind < 4; kind++)
            {
                Case one = Case.Random(random, m, n, k, kind);
                float[] alone;
                using (With.Threads(1))
                    alone = one.Product();
                foreach (int threads in new[] { 2, 3, 5 })
                {
                    using With setting = With.Threads(threads);
                    Assert.True(alone.AsSpan().SequenceEqual(one.Product()), $"{m} × {n} × {k}, {threads} threads");
                }
            }
        }
    }

    [Fact]
    public void A_row_has_the_same_bits_alone_and_among_others()
    {
        var random = new System.Random(21);
        Case many = Case.Random(random, 77, 65, 300, 2);
        float[] all = many.Product();
        var single = new float[65];
        for (int row = 0; row < 77; row++)
        {
            MatrixProduct.Multiply(
                false, true, 1, 65, 300, many.A.AsSpan(row * many.StepA, 300), 300, many.B, many.StepB, single, 65,
                false);
            Assert.True(single.AsSpan().SequenceEqual(all.AsSpan(row * many.StepC, 65)), $"row {row}");
        }
    }

    [Theory]
    [MemberData(nameof(KernelSettings.Widths), MemberType = typeof(KernelSettings))]
    public void A_row_is_added_to_every_row_of_the_product(int width)
    {
        using With setting = With.Width(width);
        var random = new System.Random(23);
        foreach ((int m, int n, int k) in new[] { (1, 1, 1), (13, 37, 5), (20, 64, 300), (3, 5, 0), (200, 130, 70) })
        {
            Case one = Case.Random(random, m, n, k, 2);
            float[] plain = one.Product();
            float[] row = [.. Enumerable.Range(0, n).Select(j => (float)j)];
            float[] c = [.. one.C];
            MatrixProduct.Multiply(false, true, m, n, k, one.A, one.StepA, one.B, one.StepB, c, one.StepC, row);
            for (int i = 0; i < m; i++)
            {
                for (int j = 0; j < n; j++)
                    Assert.Equal(plain[(i * one.StepC) + j] + j, c[(i * one.StepC) + j], 1e-4);
            }
        }
    }

    [Fact]
    public void A_product_allocates_nothing_once_warm()
    {
        var random = new System.Random(22);
        Case one = Case.Random(random, 200, 200, 200, 1);
        using With setting = With.Threads(2);

        // What waits for a late worker is made when one is first late, whenever that is: a round is free once all is
        // there.
        Assert.Contains(0, Enumerable.Range(0, 10).Select(_ => Round()));

        long Round()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 50; i++)
                one.Multiply(one.C);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Theory]
    [InlineData(3, 4, 5, 14, 20, 12, 5, 4, 4)] // A too short
    [InlineData(3, 4, 5, 15, 19, 12, 5, 4, 4)] // B too short
    [InlineData(3, 4, 5, 15, 20, 11, 5, 4, 4)] // C too short
    [InlineData(3, 4, 5, 15, 20, 12, 4, 4, 4)] // rows of A nearer than they are wide
    [InlineData(3, 4, 5, 15, 20, 12, 5, 3, 4)]
    [InlineData(3, 4, 5, 15, 20, 12, 5, 4, 3)]
    [InlineData(-1, 4, 5, 15, 20, 12, 5, 4, 4)]
    [InlineData(100000, 100000, 5, 15, 20, 12, 5, 100000, 100000)]
    public void Operands_that_do_not_fit_are_rejected(
        int m, int n, int k, int a, int b, int c, int lda, int ldb, int ldc) =>
        Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply(
            false, false, m, n, k, new float[a], lda, new float[b], ldb, new float[c], ldc, false));

    private sealed record Case(
        bool TransposeA, bool TransposeB, bool Accumulate, int M, int N, int K,
        float[] A, int StepA, float[] B, int StepB, float[] C, int StepC)
    {
        public static Case Random(System.Random random, int m, int n, int k, int kind)
        {
            bool ta = (kind & 1) != 0;
            bool tb = (kind & 2) != 0;
            int Step(int width) => width + (random.Next(3) == 0 ? random.Next(1, 9) : 0);
            int lda = Step(ta ? m : k);
            int ldb = Step(tb ? k : n);
            int ldc = Step(n);
            float[] Fill(int rows, int step) =>
                [.. Enumerable.Range(0, rows * step).Select(_ => (random.NextSingle() * 2) - 1)];
            return new Case(
                ta, tb, (kind & 4) != 0, m, n, k,
                Fill(ta ? k : m, lda), lda, Fill(tb ? n : k, ldb), ldb, Fill(m, ldc), ldc);
        }

        public void Multiply(float[] c) =>
            MatrixProduct.Multiply(TransposeA, TransposeB, M, N, K, A, StepA, B, StepB, c, StepC, Accumulate);

        public float[] Product()
        {
            var c = (float[])C.Clone();
            Multiply(c);
            return c;
        }

        public void AssertRight()
        {
            float[] found = Product();
            for (int i = 0; i < M; i++)
            {
                for (int j = 0; j < StepC; j++)
                {
                    double sum = 0;
                    for (int p = 0; p < K && j < N; p++)
                        sum += (double)A[TransposeA ? (p * StepA) + i : (i * StepA) + p]
                            * B[TransposeB ? (j * StepB) + p : (p * StepB) + j];
                    float before = C[(i * StepC) + j];
                    double expected = j >= N ? before : Accumulate ? sum + before : sum;
                    double tolerance = j >= N ? 0 : 1e-6 * (1 + K);
                    Assert.True(
                        Math.Abs(found[(i * StepC) + j] - expected) <= tolerance,
                        $"{this with { A = [], B = [], C = [] }} at ({i}, {j}): {found[(i * StepC) + j]}, not "
                            + $"{expected}");
                }
            }
        }
    }
}
