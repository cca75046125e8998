namespace NetAnomaly.Tensors.Kernels;

/// <summary>One numbered piece of a parallel loop.</summary>
internal interface IParallelBody
{
    /// <summary>Does piece <paramref name="index"/>. Pieces run in any order and at the same time.</summary>
    void Run(int index);
}

/// <summary>One stretch of a parallel loop.</summary>
internal interface IParallelRangeBody
{
    /// <summary>Does everything from <paramref name="start"/> up to but without <paramref name="end"/>.</summary>
    void Run(int start, int end);
}
