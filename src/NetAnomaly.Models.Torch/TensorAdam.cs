using NetAnomaly.Models.Devices;

namespace NetAnomaly.Models.Devices;

/// <summary>
/// Adam, AdamW and NAdam in operations on tensors. TorchSharp's own optimizers are loops of such operations, too, but
/// keep their state by the handle of a tensor rather than by name and hold no master weights. Sources: Kingma and Ba
/// 2015 (arXiv 1412.6980), Loshchilov and Hutter 2019 (arXiv 1711.05101), Dozat 2016 in the form of torch.optim.NAdam.
/// </summary>
internal sealed class TensorAdam : IOptimizer
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;

    // PyTorch's default, and Dozat's base of the momentum's growth.
    private const double MomentumDecay = 4e-3;
    private const double MomentumBase = 0.96;

    // TorchSharp (0.107) does not keep a number alive while native code reads it. A step cannot be repeated, so every
    // number that it hands over is held by a field until the next one takes its place; no operation may be used that
    // makes one itself, such as the sum of two tensors or a sum with a number but without its factor.
    private static readonly Scalar KeepFirst = Beta1;
    private static readonly Scalar AddFirst = 1 - Beta1;
    private static readonly Scalar KeepSecond = Beta2;
    private static readonly Scalar AddSecond = 1 - Beta2;
    private static readonly Scalar Epsilon = 1e-8;
    private static readonly Scalar One = 1.0;
    private readonly Scalar[] numbers = new Scalar[5];

    private readonly Slot[] slots;
    private readonly IDevice device;
    private readonly TrainingOptimizer rule;
    private readonly double decay;
    private double momenta = 1;

    /// <summary>An optimizer at its first step; the parameters stay the network's.</summary>
    /// <param name="parameters">The parameters by name.</param>
    /// <param name="options">How gradients become steps.</param>
    /// <param name="device">Where the parameters lie.</param>
    public TensorAdam(
        IEnumerable<(string Name, Modules.Parameter Parameter)> parameters,
        OptimizerOptions options,
        IDevice device)
    {
        this.device = device;
        rule = options.Rule;
        decay = options.WeightDecay;
        slots =
        [
            .. parameters.Select(named => new Slot(
                named.Name,
                named.Parameter,
                Master(named.Parameter),
                Zeros(named.Parameter),
                Zeros(named.Parameter),
                options.RateShare?.Invoke(named.Name) ?? 1)),
        ];
    }

    /// <inheritdoc/>
    public long Steps { get; private set; }

    /// <inheritdoc/>
    public IEnumerable<(string Name, Tensor Value)> State() =>
        slots.SelectMany(slot => new[] { ($"first.{slot.Name}", slot.First), ($"second.{slot.Name}", slot.Second) })
            .Concat(slots.Where(slot => slot.HasMaster).Select(slot => ($"master.{slot.Name}", slot.Master)));

    /// <inheritdoc/>
    public void Restore(long steps)
    {
        Steps = 0;
        momenta = 1;
        while (Steps < steps) Advance();
    }

    /// <inheritdoc/>
    public void Step(double rate)
    {
        using var quiet = no_grad();
        var (now, next) = Advance();
        var (alongMoment, alongGradient) = rule == TrainingOptimizer.NAdam
            ? (rate * next / (1 - (momenta * next)), rate * (1 - now) / (1 - momenta))
            : (rate / (1 - Math.Pow(Beta1, Steps)), 0);
        var root = numbers[0] = Math.Sqrt(1 - Math.Pow(Beta2, Steps));
        foreach (var slot in slots)
        {
            var (_, parameter, master, first, second, share) = slot;
            using var scope = NewDisposeScope();
            if (parameter.grad is not { } given) continue;
            var gradient = device.ToFloat32(given);
            if (decay != 0 && rule == TrainingOptimizer.AdamW) master.mul_(numbers[1] = 1 - (share * rate * decay));
            else if (decay != 0) gradient = gradient.add(master, numbers[2] = decay);
            first.mul_(KeepFirst).add_(gradient, AddFirst);
            second.mul_(KeepSecond).addcmul_(gradient, gradient, AddSecond);
            var scale = second.sqrt().div_(root).add_(Epsilon, One);
            master.addcdiv_(first, scale, numbers[3] = -share * alongMoment);
            if (alongGradient != 0) master.addcdiv_(gradient, scale, numbers[4] = -share * alongGradient);
            if (slot.HasMaster) parameter.copy_(master);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var slot in slots)
        {
            if (slot.HasMaster) slot.Master.Dispose();
            slot.First.Dispose();
            slot.Second.Dispose();
        }
    }

    // In single precision, so that steps smaller than the last digit of a weight add up: the weight itself, or a copy.
    private static Tensor Master(Tensor weight) =>
        weight.dtype == ScalarType.Float32 ? weight : weight.detach().to(ScalarType.Float32).DetachFromDisposeScope();

    private Tensor Zeros(Modules.Parameter parameter)
    {
        using var scope = NewDisposeScope();
        return device.ToFloat32(device.ToDevice(zeros(parameter.shape))).DetachFromDisposeScope();
    }

    private (double Now, double Next) Advance()
    {
        Steps++;
        var now = Momentum(Steps);
        momenta *= now;
        return (now, Momentum(Steps + 1));
    }

    private static double Momentum(long step) => Beta1 * (1 - (0.5 * Math.Pow(MomentumBase, step * MomentumDecay)));

    private sealed record Slot(
        string Name, Modules.Parameter Parameter, Tensor Master, Tensor First, Tensor Second, double Share)
    {
        public bool HasMaster => !ReferenceEquals(Master, Parameter);
    }
}
