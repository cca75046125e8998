namespace NetAnomaly.Tensors.Kernels;

/// <summary>What an optimizer of the Adam family is set to; the defaults are PyTorch's, without weight decay.</summary>
/// <param name="Variant">Member of the family.</param>
/// <param name="WeightDecay">Weight decay.</param>
public sealed record AdamSettings(AdamVariant Variant, double WeightDecay = 0)
{
    /// <summary>Share of the first moment that a step keeps.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Share of the second moment that a step keeps.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the second moment.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>How fast the momentum of NAdam grows towards <see cref="Beta1"/>.</summary>
    public double MomentumDecay { get; init; } = 4e-3;
}
