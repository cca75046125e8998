using static NetAnomaly.Tensors.torch.nn;

namespace NetAnomaly.Tensors.Modules;

/// <summary>max(x, 0) of every element.</summary>
public sealed class ReLU : Module<Tensor, Tensor>
{
    internal ReLU()
        : base(nameof(ReLU))
    {
    }

    /// <summary>max(x, 0) of every element.</summary>
    public override Tensor forward(Tensor input) => input.relu();
}

/// <summary>x Φ(x) of every element.</summary>
public sealed class GELU : Module<Tensor, Tensor>
{
    internal GELU()
        : base(nameof(GELU))
    {
    }

    /// <summary>x Φ(x) of every element.</summary>
    public override Tensor forward(Tensor input) => input.gelu();
}

/// <summary>x sigmoid(x) of every element.</summary>
public sealed class SiLU : Module<Tensor, Tensor>
{
    internal SiLU()
        : base(nameof(SiLU))
    {
    }

    /// <summary>x sigmoid(x) of every element.</summary>
    public override Tensor forward(Tensor input) => input.silu();
}

/// <summary>Hyperbolic tangent of every element.</summary>
public sealed class Tanh : Module<Tensor, Tensor>
{
    internal Tanh()
        : base(nameof(Tanh))
    {
    }

    /// <summary>Hyperbolic tangent of every element.</summary>
    public override Tensor forward(Tensor input) => input.tanh();
}

/// <summary>1 / (1 + e^-x) of every element.</summary>
public sealed class Sigmoid : Module<Tensor, Tensor>
{
    internal Sigmoid()
        : base(nameof(Sigmoid))
    {
    }

    /// <summary>1 / (1 + e^-x) of every element.</summary>
    public override Tensor forward(Tensor input) => input.sigmoid();
}

/// <summary>The input itself.</summary>
public sealed class Identity : Module<Tensor, Tensor>
{
    internal Identity()
        : base(nameof(Identity))
    {
    }

    /// <summary>The input itself.</summary>
    public override Tensor forward(Tensor input) => input.reshape(input.Sizes);
}

/// <summary>x where positive, else slope · x.</summary>
public sealed class LeakyReLU : Module<Tensor, Tensor>
{
    internal LeakyReLU(double slope)
        : base(nameof(LeakyReLU)) => negative_slope = slope;

    /// <summary>Slope of the negative side.</summary>
    public double negative_slope { get; }

    /// <summary>x where positive, else slope · x.</summary>
    public override Tensor forward(Tensor input) => functional.leaky_relu(input, negative_slope);
}

/// <summary>Softmax along an axis.</summary>
public sealed class Softmax : Module<Tensor, Tensor>
{
    internal Softmax(long axis)
        : base(nameof(Softmax)) => dim = axis;

    /// <summary>The axis.</summary>
    public long dim { get; }

    /// <summary>Softmax along an axis.</summary>
    public override Tensor forward(Tensor input) => functional.softmax(input, dim);
}

/// <summary>Logarithm of the softmax along an axis.</summary>
public sealed class LogSoftmax : Module<Tensor, Tensor>
{
    internal LogSoftmax(long axis)
        : base(nameof(LogSoftmax)) => dim = axis;

    /// <summary>The axis.</summary>
    public long dim { get; }

    /// <summary>Logarithm of the softmax along an axis.</summary>
    public override Tensor forward(Tensor input) => functional.log_softmax(input, dim);
}

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

/// <summary>Neighbouring axes joined into one.</summary>
public sealed class Flatten : Module<Tensor, Tensor>
{
    internal Flatten(long first, long last)
        : base(nameof(Flatten)) => (start_dim, end_dim) = (first, last);

    /// <summary>First axis joined.</summary>
    public long start_dim { get; }

    /// <summary>Last axis joined.</summary>
    public long end_dim { get; }

    /// <summary>Neighbouring axes joined into one.</summary>
    public override Tensor forward(Tensor input) => input.flatten(start_dim, end_dim);
}
