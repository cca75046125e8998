using static NetAnomaly.Tensors.torch.nn;

namespace NetAnomaly.Tensors.Modules;

/// <summary>Zeros at random while training.</summary>
public sealed class Dropout : Module<Tensor, Tensor>
{
    internal Dropout(double probability)
        : base(nameof(Dropout)) => p = probability;

    /// <summary>Probability that an element is dropped.</summary>
    public double p { get; }

    /// <summary>Zeros at random while training, the rest scaled up by 1 / (1 - p).</summary>
    public override Tensor forward(Tensor input) => functional.dropout(input, p, training);
}
