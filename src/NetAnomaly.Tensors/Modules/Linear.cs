using static NetAnomaly.Tensors.torch.nn;

namespace NetAnomaly.Tensors.Modules
{
    /// <summary>y = x Wᵀ + b over the last axis.</summary>
    public sealed class Linear : Module<Tensor, Tensor>
    {
        internal Linear(long inputs, long outputs, bool hasBias)
            : base(nameof(Linear))
        {
            weight = Parameter(empty(outputs, inputs));

            // PyTorch's default, kaiming_uniform_ with a = sqrt 5, comes to 1 / sqrt(inputs) for weight and bias alike.
            init.kaiming_uniform_(weight, a: Math.Sqrt(5));
            register_parameter(nameof(weight), weight);
            if (!hasBias)
                return;
            var bound = inputs > 0 ? 1 / Math.Sqrt(inputs) : 0;
            bias = Parameter(empty(outputs));
            init.uniform_(bias, -bound, bound);
            register_parameter(nameof(bias), bias);
        }

        /// <summary>(out, in).</summary>
        public Parameter weight { get; }

        /// <summary>(out), or null.</summary>
        public Parameter? bias { get; }

        /// <summary>(…, in) to (…, out).</summary>
        public override Tensor forward(Tensor input) => functional.linear(input, weight, bias);
    }
}

namespace NetAnomaly.Tensors
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>y = x Wᵀ + b over the last axis.</summary>
            public static Modules.Linear Linear(
                long inputSize, long outputSize, bool hasBias = true, ScalarType? dtype = null) =>
                new(inputSize, outputSize, hasBias);
        }
    }
}
