using NetAnomaly.Models.Engines;

namespace NetAnomaly.Models.Training;

/// <summary>
/// Adam, AdamW and NAdam with a state that can be stored and restored, the same on every engine. Sources: Kingma and Ba 2015
/// (arXiv 1412.6980), Loshchilov and Hutter 2019 (arXiv 1711.05101), Dozat 2016 in the form of torch.optim.NAdam.
/// </summary>
internal sealed class MomentOptimizer : IDisposable
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    // PyTorch's default, and Dozat's base of the momentum's growth.
    private const double MomentumDecay = 4e-3;
    private const double MomentumBase = 0.96;

    // Numbers that native code reads: TorchSharp 0.106 does not keep those alive that it is given, nor those that it adds to a sum by itself. Hence
    // differences in the place of sums.
    private static readonly Scalar KeepFirst = Beta1;
    private static readonly Scalar AddFirst = 1 - Beta1;
    private static readonly Scalar KeepSecond = Beta2;
    private static readonly Scalar AddSecond = 1 - Beta2;
    private static readonly Scalar LessThanNothing = -Epsilon;
    private readonly Scalar[] numbers = new Scalar[4];

    private readonly (string Name, Modules.Parameter Parameter, Tensor Master, Tensor First, Tensor Second, double Share)[] slots;
    private readonly INetworkDevice device;
    private readonly TrainingOptimizer rule;
    private readonly double decay;
    private double momenta = 1;

    /// <summary>An optimizer at its first step; the parameters stay the network's.</summary>
    /// <param name="parameters">The parameters by name.</param>
    /// <param name="rule">How gradients become steps.</param>
    /// <param name="decay">Weight decay.</param>
    /// <param name="rateShare">The part of the learning rate that a parameter has, by name; <see langword="null"/>: all have the whole.</param>
    /// <param name="device">Where the parameters lie; <see langword="null"/>: where the engine computes by itself.</param>
    public MomentOptimizer(
        IEnumerable<(string Name, Modules.Parameter Parameter)> parameters, TrainingOptimizer rule, double decay, Func<string, double>? rateShare = null,
        INetworkDevice? device = null)
    {
        this.device = device ?? NetworkDevice.Host;
        this.rule = rule;
        this.decay = decay;
        slots = [.. parameters.Select(named => (
            named.Name, named.Parameter, this.device.Master(named.Parameter), Zeros(named.Parameter), Zeros(named.Parameter), rateShare?.Invoke(named.Name) ?? 1))];
    }

    /// <summary>Steps taken.</summary>
    public long Steps { get; private set; }

    /// <summary>The moments by name; the tensors themselves, not copies.</summary>
    public IEnumerable<(string Name, Tensor Value)> State() =>
        slots.SelectMany(slot => new[] { ($"first.{slot.Name}", slot.First), ($"second.{slot.Name}", slot.Second) })
            .Concat(slots.Where(slot => !ReferenceEquals(slot.Master, slot.Parameter)).Select(slot => ($"master.{slot.Name}", slot.Master)));

    /// <summary>Counts steps as taken, whose moments have been restored through <see cref="State"/>.</summary>
    public void GoTo(long steps)
    {
        Steps = 0;
        momenta = 1;
        while (Steps < steps) Advance();
    }

    /// <summary>Changes every parameter that has a gradient.</summary>
    /// <param name="rate">The learning rate.</param>
    public void Step(double rate)
    {
        using var quiet = no_grad();
        var (now, next) = Advance();
        var root = Math.Sqrt(1 - Math.Pow(Beta2, Steps));
        var (forMoment, forGradient) = rule == TrainingOptimizer.NAdam
            ? (rate * next / (1 - (momenta * next)), rate * (1 - now) / (1 - momenta))
            : (rate / (1 - Math.Pow(Beta1, Steps)), 0);
        foreach (var (_, parameter, master, first, second, share) in slots)
        {
            using var scope = NewDisposeScope();
            if (parameter.grad is not { } given) continue;
            var gradient = device.Exactly(given);
            if (decay != 0 && rule == TrainingOptimizer.AdamW) master.mul_(numbers[0] = 1 - (share * rate * decay));
            else if (decay != 0) gradient = gradient - (master * (numbers[0] = -decay));
            first.mul_(KeepFirst).add_(gradient, AddFirst);
            second.mul_(KeepSecond).add_(gradient * gradient, AddSecond);
            var scale = (second.sqrt() / (numbers[1] = root)).sub_(LessThanNothing);
            master.sub_(first / scale * (numbers[2] = share * forMoment));
            if (forGradient != 0) master.sub_(gradient / scale * (numbers[3] = share * forGradient));
            if (!ReferenceEquals(master, parameter)) parameter.copy_(master);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, parameter, master, first, second, _) in slots)
        {
            if (!ReferenceEquals(master, parameter)) master.Dispose();
            first.Dispose();
            second.Dispose();
        }
    }

    private Tensor Zeros(Modules.Parameter parameter)
    {
        using var scope = NewDisposeScope();
        return device.Exactly(device.Put(zeros(parameter.shape))).DetachFromDisposeScope();
    }

    private (double Now, double Next) Advance()
    {
        Steps++;
        var now = Momentum(Steps);
        momenta *= now;
        return (now, Momentum(Steps + 1));
    }

    private static double Momentum(long step) => Beta1 * (1 - (0.5 * Math.Pow(MomentumBase, step * MomentumDecay)));
}
