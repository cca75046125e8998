using static NetAnomaly.Tensors.torch.nn;

namespace NetAnomaly.Tensors.Modules
{
    /// <summary>Layer normalisation over trailing axes, with learned scale and shift.</summary>
    public sealed class LayerNorm : Module<Tensor, Tensor>
    {
        internal LayerNorm(long[] shape, double epsilon, bool affine, bool hasBias)
            : base(nameof(LayerNorm))
        {
            (normalized_shape, eps) = (shape, epsilon);
            if (!affine)
                return;
            weight = Parameter(ones(shape));
            register_parameter(nameof(weight), weight);
            if (!hasBias)
                return;
            bias = Parameter(zeros(shape));
            register_parameter(nameof(bias), bias);
        }

        /// <summary>Sizes of the trailing axes.</summary>
        public long[] normalized_shape { get; }

        /// <summary>Added to the variance.</summary>
        public double eps { get; }

        /// <summary>The scale, or null.</summary>
        public Parameter? weight { get; }

        /// <summary>The shift, or null.</summary>
        public Parameter? bias { get; }

        /// <summary>A result of the shape of the input.</summary>
        public override Tensor forward(Tensor input) =>
            functional.layer_norm(input, normalized_shape, weight, bias, eps);

        /// <summary>The sum of two tensors, normalised.</summary>
        internal Tensor OfSum(Tensor x, Tensor addend) =>
            LayerNormalization.OfSum(x, addend, normalized_shape, weight, bias, eps);
    }

    /// <summary>Batch normalisation of the channels of (N, C) or (N, C, L).</summary>
    public sealed class BatchNorm1d : Module<Tensor, Tensor>
    {
        private readonly Tensor? _batches;
        private readonly double _momentum, _eps;

        internal BatchNorm1d(long channels, double eps, double momentum, bool affine, bool tracks)
            : base(nameof(BatchNorm1d))
        {
            (_eps, _momentum) = (eps, momentum);
            if (affine)
            {
                weight = Parameter(ones(channels));
                bias = Parameter(zeros(channels));
                register_parameter(nameof(weight), weight);
                register_parameter(nameof(bias), bias);
            }
            if (!tracks)
                return;
            running_mean = zeros(channels);
            running_var = ones(channels);
            _batches = tensor(0L);
            register_buffer(nameof(running_mean), running_mean);
            register_buffer(nameof(running_var), running_var);
            register_buffer("num_batches_tracked", _batches);
        }

        /// <summary>The scale per channel, or null.</summary>
        public Parameter? weight { get; }

        /// <summary>The shift per channel, or null.</summary>
        public Parameter? bias { get; }

        /// <summary>Mean per channel over the batches seen, or null.</summary>
        public Tensor? running_mean { get; }

        /// <summary>Variance per channel over the batches seen, or null.</summary>
        public Tensor? running_var { get; }

        /// <summary>A result of the shape of the input; by statistics of the batch while training.</summary>
        public override Tensor forward(Tensor input)
        {
            if (training && _batches is not null)
                _batches.Longs[0]++;
            return functional.batch_norm(
                input, running_mean, running_var, weight, bias, training || running_mean is null, _momentum, _eps);
        }
    }
}

namespace NetAnomaly.Tensors
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Layer normalisation over the last axis.</summary>
            public static Modules.LayerNorm LayerNorm(
                long normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true,
                ScalarType? dtype = null) =>
                new([normalized_shape], eps, elementwise_affine, bias);

            /// <summary>Batch normalisation of the channels of (N, C) or (N, C, L).</summary>
            public static Modules.BatchNorm1d BatchNorm1d(
                long num_features, double eps = 1e-05, double momentum = 0.1, bool affine = true,
                bool track_running_stats = true, ScalarType? dtype = null) =>
                new(num_features, eps, momentum, affine, track_running_stats);

            public static partial class functional
            {
                /// <summary>Layer normalisation over the trailing axes of the given sizes.</summary>
                public static Tensor layer_norm(
                    Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null,
                    double eps = 1e-5) =>
                    LayerNormalization.Of(input, normalized_shape, weight, bias, eps);

                /// <summary>Batch normalisation of axis 1; the running statistics are moved while training.</summary>
                public static Tensor batch_norm(Tensor input, Tensor? running_mean, Tensor? running_var,
                    Tensor? weight = null, Tensor? bias = null,
                    bool training = false, double momentum = 0.1, double eps = 1e-5) =>
                    BatchNormalization.Of(input, running_mean, running_var, weight, bias, training, momentum, eps);
            }
        }
    }
}
