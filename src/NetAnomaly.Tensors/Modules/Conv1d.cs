using static NetAnomaly.Tensors.torch.nn;

namespace NetAnomaly.Tensors.Modules
{
    /// <summary>1-D convolution over (N, C, L) or (C, L).</summary>
    public sealed class Conv1d : Module<Tensor, Tensor>
    {
        private readonly long _stride, _before, _after, _dilation, _groups;

        internal Conv1d(long inputs, long outputs, long kernel, long stride, (long Before, long After) padding, long dilation, long groups, bool hasBias)
            : base(nameof(Conv1d))
        {
            if (groups < 1 || inputs % groups != 0 || outputs % groups != 0)
                throw new ArgumentException($"{inputs} and {outputs} channels do not divide into {groups} groups.", nameof(groups));
            (_stride, _before, _after, _dilation, _groups) = (stride, padding.Before, padding.After, dilation, groups);
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
        public override Tensor forward(Tensor input)
        {
            if (_before == _after)
                return functional.conv1d(input, weight, bias, _stride, _before, _dilation, _groups);
            using var padded = new Intermediate(functional.pad(input, (_before, _after)));
            return functional.conv1d(padded.Value, weight, bias, _stride, 0, _dilation, _groups);
        }
    }
}

namespace NetAnomaly.Tensors
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>1-D convolution with zeros around the input.</summary>
            public static Modules.Conv1d Conv1d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, kernel_size, stride, (padding, padding), dilation, groups, bias);

            /// <summary>1-D convolution without padding, or with so many zeros that the result is as long as the input.</summary>
            public static Modules.Conv1d Conv1d(long in_channels, long out_channels, long kernel_size, Padding padding, long stride = 1, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null)
            {
                var missing = padding == Padding.Same ? dilation * (kernel_size - 1) : 0;
                if (missing > 0 && stride != 1)
                    throw new ArgumentException("Padding.Same needs stride 1.", nameof(stride));
                return new(in_channels, out_channels, kernel_size, stride, (missing / 2, missing - (missing / 2)), dilation, groups, bias);
            }
        }
    }
}
