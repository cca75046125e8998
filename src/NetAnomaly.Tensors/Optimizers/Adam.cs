using NetAnomaly.Tensors.Kernels.Optimizing;
using NetAnomaly.Tensors.Optimizers;

namespace NetAnomaly.Tensors.Modules
{
    /// <summary>State that the Adam family keeps for every parameter.</summary>
    public abstract class AdamFamily : torch.optim.Optimizer
    {
        private readonly Tensor?[] _first, _second;
        private readonly long[] _steps;

        private protected AdamFamily(IEnumerable<Parameter> parameters, double lr, double beta1, double beta2, double eps, double decay)
            : base(parameters, lr)
        {
            if (!(beta1 is >= 0 and < 1 && beta2 is >= 0 and < 1))
                throw new ArgumentOutOfRangeException(nameof(beta1), $"Both betas must lie in [0, 1): {beta1}, {beta2}.");
            (Beta1, Beta2, Epsilon, Decay) = (beta1, beta2, eps, decay);
            _first = new Tensor?[ParameterCount];
            _second = new Tensor?[ParameterCount];
            _steps = new long[ParameterCount];
        }

        private protected double Beta1 { get; }

        private protected double Beta2 { get; }

        private protected double Epsilon { get; }

        private protected double Decay { get; }

        private protected override void Update(int index, Span<float> parameter, ReadOnlySpan<float> gradient, double learningRate)
        {
            var numbers = Numbers(index, ++_steps[index], learningRate);
            AdamKernel.Step(numbers, parameter, gradient, Moments(ref _first[index], parameter.Length).Floats, Moments(ref _second[index], parameter.Length).Floats);
        }

        /// <summary>The numbers of one step, counted from 1.</summary>
        private protected abstract AdamNumbers Numbers(int index, long step, double learningRate);

        /// <summary>1 - beta^step.</summary>
        private protected static double Correction(double beta, long step) => 1 - Math.Pow(beta, step);

        /// <inheritdoc/>
        protected override void Dispose(bool disposing)
        {
            foreach (var moments in _first.Concat(_second))
                moments?.Dispose();
            base.Dispose(disposing);
        }
    }

    /// <summary>Adam: steps scaled by running moments of the gradient; weight decay is part of the gradient.</summary>
    public sealed class Adam : AdamFamily
    {
        internal Adam(IEnumerable<Parameter> parameters, double lr, double beta1, double beta2, double eps, double decay)
            : base(parameters, lr, beta1, beta2, eps, decay)
        {
        }

        private protected override AdamNumbers Numbers(int index, long step, double learningRate) => new((float)Beta1, (float)Beta2, (float)(1 - Beta1), (float)(1 - Beta2), (float)Decay, 1,
            (float)Math.Sqrt(Correction(Beta2, step)), (float)Epsilon, (float)(learningRate / Correction(Beta1, step)), 0);
    }

    /// <summary>Adam with decoupled weight decay. Source: Loshchilov and Hutter 2019, arXiv 1711.05101.</summary>
    public sealed class AdamW : AdamFamily
    {
        internal AdamW(IEnumerable<Parameter> parameters, double lr, double beta1, double beta2, double eps, double decay)
            : base(parameters, lr, beta1, beta2, eps, decay)
        {
        }

        private protected override AdamNumbers Numbers(int index, long step, double learningRate) => new((float)Beta1, (float)Beta2, (float)(1 - Beta1), (float)(1 - Beta2), 0,
            (float)(1 - (learningRate * Decay)), (float)Math.Sqrt(Correction(Beta2, step)), (float)Epsilon, (float)(learningRate / Correction(Beta1, step)), 0);
    }

    /// <summary>Adam with Nesterov momentum. Source: Dozat 2016, in the form of torch.optim.NAdam.</summary>
    public sealed class NAdam : AdamFamily
    {
        private readonly double _momentumDecay;
        private readonly double[] _product;

        internal NAdam(IEnumerable<Parameter> parameters, double lr, double beta1, double beta2, double eps, double decay, double momentumDecay)
            : base(parameters, lr, beta1, beta2, eps, decay)
        {
            _momentumDecay = momentumDecay;
            _product = new double[ParameterCount];
            Array.Fill(_product, 1);
        }

        private protected override AdamNumbers Numbers(int index, long step, double learningRate)
        {
            var (now, next) = (Momentum(step), Momentum(step + 1));
            _product[index] *= now;
            return new AdamNumbers((float)Beta1, (float)Beta2, (float)(1 - Beta1), (float)(1 - Beta2), (float)Decay, 1, (float)Math.Sqrt(Correction(Beta2, step)), (float)Epsilon,
                (float)(learningRate * next / (1 - (_product[index] * next))), (float)(learningRate * (1 - now) / (1 - _product[index])));
        }

        // 0.96 is Dozat's constant.
        private double Momentum(long step) => Beta1 * (1 - (0.5 * Math.Pow(0.96, step * _momentumDecay)));
    }
}

namespace NetAnomaly.Tensors
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <summary>Adam; weight decay is part of the gradient.</summary>
            /// <exception cref="NotSupportedException">amsgrad or maximize.</exception>
            public static Modules.Adam Adam(IEnumerable<Modules.Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
                double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            {
                RefuseVariants(amsgrad, maximize);
                return new(parameters, lr, beta1, beta2, eps, weight_decay);
            }

            /// <summary>Adam with decoupled weight decay. (TorchSharp's default decay is 0, PyTorch's 0.01.)</summary>
            /// <exception cref="NotSupportedException">amsgrad or maximize.</exception>
            public static Modules.AdamW AdamW(IEnumerable<Modules.Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
                double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            {
                RefuseVariants(amsgrad, maximize);
                return new(parameters, lr, beta1, beta2, eps, weight_decay);
            }

            /// <summary>Adam with Nesterov momentum.</summary>
            public static Modules.NAdam NAdam(IEnumerable<Modules.Parameter> named_parameters, double lr = 0.002, double beta1 = 0.9, double beta2 = 0.999,
                double eps = 1e-8, double weight_decay = 0, double momentum_decay = 4e-3) =>
                new(named_parameters, lr, beta1, beta2, eps, weight_decay, momentum_decay);

            private static void RefuseVariants(bool amsgrad, bool maximize)
            {
                if (amsgrad || maximize)
                    throw new NotSupportedException("The embedded engine has neither amsgrad nor maximize.");
            }
        }
    }
}
