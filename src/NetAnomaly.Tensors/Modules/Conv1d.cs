using static NetAnomaly.Tensors.torch.nn;

namespace NetAnomaly.Tensors.Modules
{
    /// <summary>1-D convolution over (N, C, L) or (C, L).</summary>
    public sealed class Conv1d : Module<Tensor, Tensor>
    {
        private readonly long _stride, _padding, _dilation, _groups;

        internal Conv1d(
            long inputs, long outputs, long kernel, long stride, long padding, long dilation, long groups, bool hasBias)
            : base(nameof(Conv1d))
        {
            if (groups < 1 || inputs % groups != 0 || outputs % groups != 0)
                throw new ArgumentException(
                    $"{inputs} and {outputs} channels do not divide into {groups} groups.", nameof(groups));
            (_stride, _padding, _dilation, _groups) = (stride, padding, dilation, groups);
            weight = Parameter(empty(outputs, inputs / groups, kernel));
            init.kaiming_uniform_(weight, a: Math.Sqrt(5));
            register_parameter(nameof(weight), weight);
            if (!hasBias)
                return;
            var bound = 1 / Math.Sqrt(inputs / groups * kernel);
            bias = Parameter(empty(outputs));
            init.uniform_(bias, -bound, bound);
            register_parameter(nameof(bias), bias);
        }

        /// <summary>(out, in / groups, kernel).</summary>
        public Parameter weight { get; }

        /// <summary>(out), or null.</summary>
        public Parameter? bias { get; }

        /// <summary>(N, in, L) to (N, out, L').</summary>
        public override Tensor forward(Tensor input) =>
            functional.conv1d(input, weight, bias, _stride, _padding, _dilation, _groups);
    }
}

namespace NetAnomaly.Tensors
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>1-D convolution with zeros around the input.</summary>
            public static Modules.Conv1d Conv1d(long in_channels, long out_channels, long kernel_size, long stride = 1,
                long padding = 0, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
                ScalarType? dtype = null) =>
                new(in_channels, out_channels, kernel_size, stride, padding, dilation, groups, bias);
        }
    }
}
