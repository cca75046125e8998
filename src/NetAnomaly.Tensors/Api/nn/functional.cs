namespace NetAnomaly.Tensors;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Operations without parameters of their own.</summary>
        public static partial class functional
        {
            /// <summary>max(x, 0).</summary>
            public static Tensor relu(Tensor x, bool inplace = false) => Unary.Relu(x);

            /// <summary>x Φ(x).</summary>
            public static Tensor gelu(Tensor x) => Unary.Gelu(x);

            /// <summary>Logarithm of the softmax along an axis.</summary>
            public static Tensor log_softmax(Tensor x, long dim) => SoftmaxOp.Log(x, dim);

            /// <summary>Zeros at random while training, the rest scaled up by 1 / (1 - p).</summary>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                DropoutOp.Of(input, p, training);

            /// <summary>input · weightsᵀ + bias; weights are (out, in).</summary>
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) =>
                MatrixOperations.Linear(input, weights, bias);

            /// <summary>Rows of a table (n, d) named by ids of any shape.</summary>
            internal static Tensor embedding(Tensor x, Tensor weight, long? padding_idx = null) =>
                Selecting.Embedding(weight, x, padding_idx);

            /// <summary>1-D convolution: input (N, C, L) or (C, L), weight (O, C / groups, K), bias (O).</summary>
            public static Tensor conv1d(
                Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null,
                long? dilation = null, long groups = 1) =>
                Convolution.Of(input, weight, bias, stride ?? 1, padding ?? 0, dilation ?? 1, groups);

            /// <summary>
            /// Constant elements before and after along the last axis, given as (before, after); further pairs would
            /// pad further axes.
            /// </summary>
            /// <exception cref="NotSupportedException">More than one pair, or a mode other than constant.</exception>
            public static Tensor pad(
                Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
            {
                if (pad.Length != 2)
                    throw new NotSupportedException(
                        $"The embedded engine pads the last axis, with two numbers, not {pad.Length}.");
                return Shaping.PadLast(input, (int)pad[0], (int)pad[1], mode == PaddingModes.Zeros ? 0 : (float)value);
            }

            /// <summary>
            /// -log of the softmax at the target class. Logits (N, C), (C) or (N, C, d…), int64 targets (N), () or (N,
            /// d…). The mean divides by the sum of the class weights of the targets that are not ignored.
            /// </summary>
            /// <exception cref="ArgumentException">The shapes do not fit, or a target is no class.</exception>
            public static Tensor cross_entropy(
                Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100,
                Reduction reduction = Reduction.Mean, double label_smoothing = 0.0)
            {
                if (label_smoothing is not (>= 0 and <= 1))
                    throw new ArgumentOutOfRangeException(
                        nameof(label_smoothing), label_smoothing, "Label smoothing must lie in [0, 1].");
                return CrossEntropy.Of(
                    input, target, weight, new CrossEntropyOptions(ignore_index, (float)label_smoothing, reduction));
            }
        }
    }
}
