using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors.Tests.Kernels;

/// <summary>Tests that change the width or the number of threads, which all kernels share, run one at a time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class KernelSettings
{
    public const string Name = "Kernel settings";

    public static TheoryData<int> Widths { get; } =
        [(int)VectorWidth.Scalar, (int)VectorWidth.Bits128, (int)VectorWidth.Bits256, (int)VectorWidth.Bits512];
}

/// <summary>Sets the width and the number of threads, and sets them back.</summary>
internal sealed class With : IDisposable
{
    private readonly VectorWidth width = ChosenWidth.Current;
    private readonly int threads = ParallelFor.ThreadCount;

    public static With Width(int bits)
    {
        var with = new With();
        ChosenWidth.Current = (VectorWidth)bits;
        return with;
    }

    public static With Threads(int count)
    {
        var with = new With();
        ParallelFor.ThreadCount = count;
        return with;
    }

    public void Dispose()
    {
        ChosenWidth.Current = width;
        ParallelFor.ThreadCount = threads;
    }
}
