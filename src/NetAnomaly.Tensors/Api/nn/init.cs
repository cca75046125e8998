using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Initial values of parameters.</summary>
        public static class init
        {
            /// <summary>Which side of a weight sets the scale.</summary>
            public enum FanInOut
            {
                /// <summary>Number of inputs.</summary>
                FanIn,

                /// <summary>Number of outputs.</summary>
                FanOut,
            }

            /// <summary>The function that follows a weight.</summary>
            public enum NonlinearityType
            {
                /// <summary>None.</summary>
                Linear,

                /// <summary>1 / (1 + e^-x).</summary>
                Sigmoid,

                /// <summary>Hyperbolic tangent.</summary>
                Tanh,

                /// <summary>max(x, 0).</summary>
                ReLU,

                /// <summary>x where positive, else slope · x.</summary>
                LeakyReLU,
            }

            /// <summary>
            /// The factor that keeps the variance through a function. Source: torch.nn.init.calculate_gain.
            /// </summary>
            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0) => nonlinearity switch
            {
                NonlinearityType.Tanh => 5.0 / 3,
                NonlinearityType.ReLU => Math.Sqrt(2),
                NonlinearityType.LeakyReLU => Math.Sqrt(2 / (1 + (param * param))),
                _ => 1,
            };

            /// <summary>Fills with zeros.</summary>
            public static Tensor zeros_(Tensor tensor) => constant_(tensor, 0);

            /// <summary>Fills with one value.</summary>
            public static Tensor constant_(Tensor tensor, Scalar val)
            {
                using var noGrad = no_grad();
                return tensor.fill_(val);
            }

            /// <summary>Fills with numbers drawn evenly from [low, high).</summary>
            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null)
            {
                using var noGrad = no_grad();
                return tensor.uniform_(low, high, generator);
            }

            /// <summary>Fills with numbers of a normal distribution.</summary>
            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null)
            {
                using var noGrad = no_grad();
                return tensor.normal_(mean, std, generator);
            }

            /// <summary>Even numbers within gain · sqrt(6 / (in + out)). Source: Glorot and Bengio 2010.</summary>
            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                var bound = gain * Math.Sqrt(6.0 / (fanIn + fanOut));
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>Even numbers within gain · sqrt(3 / fan). Source: He et al. 2015, arXiv 1502.01852.</summary>
            public static Tensor kaiming_uniform_(
                Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn,
                NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
            {
                var bound = Math.Sqrt(3) * KaimingDeviation(tensor, a, mode, nonlinearity);
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>Number of inputs and outputs of a weight (out, in, kernel…).</summary>
            public static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                if (tensor.Rank < 2)
                    throw new ArgumentException(
                        $"A weight has two axes or more; the shape is {Shape.Text(tensor.Sizes)}.", nameof(tensor));
                var field = Shape.Product(tensor.Sizes.AsSpan(2));
                return (tensor.Sizes[1] * field, tensor.Sizes[0] * field);
            }

            private static double KaimingDeviation(
                Tensor tensor, double a, FanInOut mode, NonlinearityType nonlinearity)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return calculate_gain(nonlinearity, a) / Math.Sqrt(mode == FanInOut.FanIn ? fanIn : fanOut);
            }
        }
    }
}
