using static NetAnomaly.Tensors.torch.nn;

namespace NetAnomaly.Tensors.Modules
{
    /// <summary>Largest value of windows along the last axis.</summary>
    public sealed class MaxPool1d : Module<Tensor, Tensor>
    {
        private readonly (long Kernel, long? Stride, long? Padding, long? Dilation, bool Ceiling) _shape;

        internal MaxPool1d(long kernel, long? stride, long? padding, long? dilation, bool ceiling)
            : base(nameof(MaxPool1d)) => _shape = (kernel, stride, padding, dilation, ceiling);

        /// <summary>(N, C, L) to (N, C, L').</summary>
        public override Tensor forward(Tensor input) =>
            functional.max_pool1d(input, _shape.Kernel, _shape.Stride, _shape.Padding, _shape.Dilation, _shape.Ceiling);
    }

    /// <summary>Mean of windows along the last axis.</summary>
    public sealed class AvgPool1d : Module<Tensor, Tensor>
    {
        private readonly (long Kernel, long? Stride, long Padding, bool Ceiling, bool CountsPadding) _shape;

        internal AvgPool1d(long kernel, long? stride, long padding, bool ceiling, bool countsPadding)
            : base(nameof(AvgPool1d)) => _shape = (kernel, stride, padding, ceiling, countsPadding);

        /// <summary>(N, C, L) to (N, C, L').</summary>
        public override Tensor forward(Tensor input) =>
            functional.avg_pool1d(input, _shape.Kernel, _shape.Stride, _shape.Padding, _shape.Ceiling, _shape.CountsPadding);
    }

    /// <summary>Means of a given number of windows along the last axis.</summary>
    public sealed class AdaptiveAvgPool1d : Module<Tensor, Tensor>
    {
        internal AdaptiveAvgPool1d(long windows)
            : base(nameof(AdaptiveAvgPool1d)) => output_size = windows;

        /// <summary>Number of windows.</summary>
        public long output_size { get; }

        /// <summary>(N, C, L) to (N, C, windows).</summary>
        public override Tensor forward(Tensor input) => functional.adaptive_avg_pool1d(input, output_size);
    }

    /// <summary>Largest values of a given number of windows along the last axis.</summary>
    public sealed class AdaptiveMaxPool1d : Module<Tensor, Tensor>
    {
        internal AdaptiveMaxPool1d(long windows)
            : base(nameof(AdaptiveMaxPool1d)) => output_size = windows;

        /// <summary>Number of windows.</summary>
        public long output_size { get; }

        /// <summary>(N, C, L) to (N, C, windows).</summary>
        public override Tensor forward(Tensor input) => functional.adaptive_max_pool1d(input, output_size);
    }
}

namespace NetAnomaly.Tensors
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Largest value of windows; the stride is the kernel size where left out.</summary>
            public static Modules.MaxPool1d MaxPool1d(long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                new(kernel_size, stride, padding, dilation, ceil_mode);

            /// <summary>Mean of windows; the stride is the kernel size where left out.</summary>
            public static Modules.AvgPool1d AvgPool1d(long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false, bool count_include_pad = true) =>
                new(kernel_size, stride, padding, ceil_mode, count_include_pad);

            /// <summary>Means of a given number of windows.</summary>
            public static Modules.AdaptiveAvgPool1d AdaptiveAvgPool1d(long output_size) => new(output_size);

            /// <summary>Largest values of a given number of windows.</summary>
            public static Modules.AdaptiveMaxPool1d AdaptiveMaxPool1d(long output_size) => new(output_size);

            public static partial class functional
            {
                /// <summary>Largest value of windows along the last axis of (N, C, L) or (C, L).</summary>
                public static Tensor max_pool1d(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false)
                {
                    var (values, places) = max_pool1d_with_indices(input, kernel_size, stride, padding, dilation, ceil_mode);
                    places.Dispose();
                    return values;
                }

                /// <summary>Largest value of windows along the last axis, and its place on that axis.</summary>
                public static (Tensor output, Tensor indices) max_pool1d_with_indices(Tensor input, long kernel_size, long? stride = null, long? padding = null,
                    long? dilation = null, bool ceil_mode = false) =>
                    Pooling.Largest(input, new PoolingShape((int)input.size(-1), (int)kernel_size, (int)(stride ?? kernel_size), (int)(padding ?? 0), (int)(dilation ?? 1), ceil_mode));

                /// <summary>Mean of windows along the last axis of (N, C, L) or (C, L).</summary>
                public static Tensor avg_pool1d(Tensor input, long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false, bool count_include_pad = true) =>
                    Pooling.Mean(input, new PoolingShape((int)input.size(-1), (int)kernel_size, (int)(stride ?? kernel_size), (int)(padding ?? 0), 1, ceil_mode), count_include_pad);

                /// <summary>Means of a given number of windows along the last axis.</summary>
                public static Tensor adaptive_avg_pool1d(Tensor input, long output_size) => Pooling.AdaptiveMean(input, (int)output_size);

                /// <summary>Largest values of a given number of windows along the last axis.</summary>
                public static Tensor adaptive_max_pool1d(Tensor input, long output_size)
                {
                    var (values, places) = Pooling.AdaptiveLargest(input, (int)output_size);
                    places.Dispose();
                    return values;
                }
            }
        }
    }
}
