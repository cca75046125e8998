namespace NetAnomaly.Tensors.Kernels;

/// <summary>Counts the steps of an optimizer of the Adam family and computes the numbers of each.</summary>
internal sealed class AdamSchedule
{
    // Dozat's base of the momentum's growth.
    private const double MomentumBase = 0.96;

    private readonly AdamSettings _settings;
    private double _momentumProduct = 1;

    /// <summary>A schedule before its first step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A beta does not lie in [0, 1).</exception>
    public AdamSchedule(AdamSettings settings)
    {
        if (!(settings.Beta1 is >= 0 and < 1 && settings.Beta2 is >= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(settings), $"Both betas must lie in [0, 1): {settings.Beta1}, {settings.Beta2}.");
        }

        _settings = settings;
    }

    /// <summary>Steps taken.</summary>
    public long Steps { get; private set; }

    /// <summary>Goes to the next step.</summary>
    public void Advance()
    {
        Steps++;
        _momentumProduct *= Momentum(Steps);
    }

    /// <summary>Goes to a step, by the same multiplications as one step after the other.</summary>
    public void GoTo(long steps)
    {
        (Steps, _momentumProduct) = (0, 1);
        while (Steps < steps) Advance();
    }

    /// <summary>The numbers of the step in work.</summary>
    /// <param name="rate">The learning rate.</param>
    public AdamNumbers Numbers(double rate)
    {
        var (beta1, beta2, decay) = (_settings.Beta1, _settings.Beta2, _settings.WeightDecay);
        var isDecoupled = _settings.Variant == AdamVariant.AdamW;
        var (alongMoment, alongGradient) = _settings.Variant == AdamVariant.NAdam
            ? NesterovSteps(rate)
            : (rate / (1 - Math.Pow(beta1, Steps)), 0);
        return new AdamNumbers(
            Keep1: (float)beta1,
            Keep2: (float)beta2,
            Add1: (float)(1 - beta1),
            Add2: (float)(1 - beta2),
            GradientDecay: isDecoupled ? 0 : (float)decay,
            Shrink: isDecoupled ? (float)(1 - (rate * decay)) : 1,
            RootCorrection: (float)Math.Sqrt(1 - Math.Pow(beta2, Steps)),
            Epsilon: (float)_settings.Epsilon,
            MomentStep: (float)alongMoment,
            GradientStep: (float)alongGradient);
    }

    private (double AlongMoment, double AlongGradient) NesterovSteps(double rate)
    {
        var (now, next) = (Momentum(Steps), Momentum(Steps + 1));
        return (rate * next / (1 - (_momentumProduct * next)), rate * (1 - now) / (1 - _momentumProduct));
    }

    private double Momentum(long step) =>
        _settings.Beta1 * (1 - (0.5 * Math.Pow(MomentumBase, step * _settings.MomentumDecay)));
}
