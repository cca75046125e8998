namespace NetAnomaly.Tensors.Kernels;

/// <summary>
/// Numbers of one Adam step. Source: Kingma and Ba 2015, arXiv 1412.6980, in the order of operations of
/// torch.optim.Adam.
/// </summary>
/// <param name="Keep1">Share of the first moment that stays (beta 1).</param>
/// <param name="Keep2">Share of the second moment that stays (beta 2).</param>
/// <param name="Add1">1 - beta 1, rounded once: 1 - 0.999f is already 1e-5 off.</param>
/// <param name="Add2">1 - beta 2, likewise.</param>
/// <param name="GradientDecay">Weight decay added to the gradient (Adam, NAdam).</param>
/// <param name="Shrink">Factor on the parameter before the step (AdamW: 1 - lr · decay).</param>
/// <param name="RootCorrection">Square root of the bias correction of the second moment.</param>
/// <param name="Epsilon">Added to the root of the second moment.</param>
/// <param name="MomentStep">Step along the first moment.</param>
/// <param name="GradientStep">Step along the gradient itself (NAdam).</param>
internal readonly record struct AdamNumbers(
    float Keep1, float Keep2, float Add1, float Add2, float GradientDecay, float Shrink, float RootCorrection,
    float Epsilon, float MomentStep, float GradientStep);
