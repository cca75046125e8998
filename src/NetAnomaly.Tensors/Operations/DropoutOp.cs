namespace NetAnomaly.Tensors;

/// <summary>Dropout: elements set to zero at random, the others scaled up so that the mean stays.</summary>
internal static class DropoutOp
{
    /// <summary>Drops each element with probability p while training.</summary>
    /// <exception cref="ArgumentOutOfRangeException">p is not in [0, 1].</exception>
    public static Tensor Of(Tensor x, double p, bool training)
    {
        if (p is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(p), p, "The probability of dropout must lie in [0, 1].");
        if (!training || p == 0)
            return Shaping.Reshape(x, x.Sizes);
        using var mask = Tensor.Uninitialized(x.Sizes);
        Generator.Default.Source.FillDropoutMask(mask.Floats, p);
        return Arithmetic.Multiply(x, mask);
    }
}
