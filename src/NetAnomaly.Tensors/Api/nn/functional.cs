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

            /// <summary>x where positive, else slope · x.</summary>
            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) => Unary.LeakyRelu(input, (float)negative_slope);

            /// <summary>x Φ(x).</summary>
            public static Tensor gelu(Tensor x) => Unary.Gelu(x);

            /// <summary>x sigmoid(x).</summary>
            public static Tensor silu(Tensor x, bool inplace = false) => Unary.Silu(x);

            /// <summary>log(1 + e^x).</summary>
            public static Tensor softplus(Tensor x) => Unary.Softplus(x);

            /// <summary>Hyperbolic tangent.</summary>
            public static Tensor tanh(Tensor x, bool inplace = false) => Unary.Tanh(x);

            /// <summary>1 / (1 + e^-x).</summary>
            public static Tensor sigmoid(Tensor x) => Unary.Sigmoid(x);

            /// <summary>Softmax along an axis.</summary>
            public static Tensor softmax(Tensor input, long dim) => SoftmaxOp.Of(input, dim);

            /// <summary>Logarithm of the softmax along an axis.</summary>
            public static Tensor log_softmax(Tensor x, long dim) => SoftmaxOp.Log(x, dim);

            /// <summary>Zeros at random while training, the rest scaled up by 1 / (1 - p).</summary>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) => DropoutOp.Of(input, p, training);

            /// <summary>input · weightsᵀ + bias; weights are (out, in).</summary>
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => MatrixOperations.Linear(input, weights, bias);

            /// <summary>Rows of a table (n, d) named by ids of any shape.</summary>
            internal static Tensor embedding(Tensor x, Tensor weight, long? padding_idx = null) => Selecting.Embedding(weight, x, padding_idx);

            /// <summary>1-D convolution: input (N, C, L) or (C, L), weight (O, C / groups, K), bias (O).</summary>
            public static Tensor conv1d(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? dilation = null, long groups = 1) =>
                Convolution.Of(input, weight, bias, stride ?? 1, padding ?? 0, dilation ?? 1, groups);

            /// <summary>Constant elements before and after along the last axis, given as (before, after); further pairs would pad further axes.</summary>
            /// <exception cref="NotSupportedException">More than one pair, or a mode other than constant.</exception>
            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
            {
                if (pad.Length != 2)
                    throw new NotSupportedException($"The embedded engine pads the last axis, with two numbers, not {pad.Length}.");
                return Shaping.PadLast(input, (int)pad[0], (int)pad[1], mode == PaddingModes.Zeros ? 0 : (float)value);
            }

            /// <summary>Constant elements before and after along the last axis.</summary>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, (ReadOnlySpan<long>)pad, mode, value);

            /// <summary>Constant elements before and after along the last axis.</summary>
            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad.Item1, pad.Item2], mode, value);

            /// <summary>As many constant elements before as after along the last axis.</summary>
            public static Tensor pad(Tensor input, long pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad, pad], mode, value);

            /// <summary>
            /// -log of the softmax at the target class. Logits (N, C), (C) or (N, C, d…), int64 targets (N), () or (N, d…).
            /// The mean divides by the sum of the class weights of the targets that are not ignored.
            /// </summary>
            /// <exception cref="ArgumentException">The shapes do not fit, or a target is no class.</exception>
            public static Tensor cross_entropy(Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean, double label_smoothing = 0.0)
            {
                if (label_smoothing is not (>= 0 and <= 1))
                    throw new ArgumentOutOfRangeException(nameof(label_smoothing), label_smoothing, "Label smoothing must lie in [0, 1].");
                return CrossEntropy.Of(input, target, weight, new CrossEntropyOptions(ignore_index, (float)label_smoothing, reduction));
            }

            /// <summary>Squared differences.</summary>
            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean)
            {
                using var difference = new Intermediate(input.sub(target));
                using var squares = new Intermediate(difference.Value.square());
                return Reduce(squares.Value, reduction);
            }

            /// <summary>A 1 at the place of each id along a new last axis; int64.</summary>
            public static Tensor one_hot(Tensor x, long num_classes = -1)
            {
                var classes = num_classes >= 0 ? num_classes : x.Count == 0 ? 0 : x.max().ToInt64() + 1;
                var result = zeros([.. x.Sizes, classes], ScalarType.Int64);
                for (var i = 0; i < x.Count; i++)
                {
                    var id = x.Longs[i];
                    if (id < 0 || id >= classes)
                        throw new ArgumentOutOfRangeException(nameof(x), id, $"one_hot() met id {id}; there are ids 0 to {classes - 1}.");
                    result.Longs[(int)((i * classes) + id)] = 1;
                }
                return result;
            }

            internal static Tensor Reduce(Tensor losses, Reduction reduction) => reduction switch
            {
                Reduction.Mean => losses.mean(),
                Reduction.Sum => losses.sum(),
                _ => losses.reshape(losses.Sizes),
            };
        }
    }
}
