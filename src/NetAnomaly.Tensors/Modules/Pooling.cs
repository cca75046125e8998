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
}

namespace NetAnomaly.Tensors
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Largest value of windows; the stride is the kernel size where left out.</summary>
            public static Modules.MaxPool1d MaxPool1d(
                long kernel_size, long? stride = null, long? padding = null, long? dilation = null,
                bool ceil_mode = false) =>
                new(kernel_size, stride, padding, dilation, ceil_mode);

            public static partial class functional
            {
                /// <summary>Largest value of windows along the last axis of (N, C, L) or (C, L).</summary>
                public static Tensor max_pool1d(
                    Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null,
                    bool ceil_mode = false)
                {
                    var (values, places) = max_pool1d_with_indices(
                        input, kernel_size, stride, padding, dilation, ceil_mode);
                    places.Dispose();
                    return values;
                }

                /// <summary>Largest value of windows along the last axis, and its place on that axis.</summary>
                public static (Tensor output, Tensor indices) max_pool1d_with_indices(Tensor input, long kernel_size,
                    long? stride = null, long? padding = null,
                    long? dilation = null, bool ceil_mode = false) =>
                    Pooling.Largest(
                        input,
                        new PoolingShape(
                            (int)input.size(-1), (int)kernel_size, (int)(stride ?? kernel_size), (int)(padding ?? 0),
                            (int)(dilation ?? 1), ceil_mode));
            }
        }
    }
}
