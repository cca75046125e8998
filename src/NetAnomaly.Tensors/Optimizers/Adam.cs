using NetAnomaly.Tensors.Kernels;

using System.Globalization;

namespace NetAnomaly.Tensors.Modules
{
    /// <summary><see cref="FusedAdam"/> as an optimizer of <c>torch.optim</c>.</summary>
    public sealed class AdamOptimizer : torch.optim.Optimizer
    {
        private readonly FusedAdam _inner;

        internal AdamOptimizer(IEnumerable<Parameter> parameters, double learningRate, AdamSettings settings)
            : base(parameters, learningRate) =>
            _inner = new FusedAdam(
                Parameters.Select((parameter, at) => (at.ToString(CultureInfo.InvariantCulture), parameter)), settings);

        private protected override void Step(double learningRate) => _inner.Step(learningRate);

        /// <inheritdoc/>
        protected override void Dispose(bool disposing)
        {
            _inner.Dispose();
            base.Dispose(disposing);
        }
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
            public static Modules.AdamOptimizer Adam(
                IEnumerable<Modules.Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
                double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            {
                RefuseVariants(amsgrad, maximize);
                return new(parameters, lr, Settings(AdamVariant.Adam, beta1, beta2, eps, weight_decay));
            }

            /// <summary>Adam with decoupled weight decay. (TorchSharp's default decay is 0, PyTorch's 0.01.)</summary>
            /// <exception cref="NotSupportedException">amsgrad or maximize.</exception>
            public static Modules.AdamOptimizer AdamW(
                IEnumerable<Modules.Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
                double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            {
                RefuseVariants(amsgrad, maximize);
                return new(parameters, lr, Settings(AdamVariant.AdamW, beta1, beta2, eps, weight_decay));
            }

            /// <summary>Adam with Nesterov momentum.</summary>
            public static Modules.AdamOptimizer NAdam(
                IEnumerable<Modules.Parameter> named_parameters, double lr = 0.002, double beta1 = 0.9,
                double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, double momentum_decay = 4e-3) =>
                new(named_parameters, lr, Settings(AdamVariant.NAdam, beta1, beta2, eps, weight_decay) with
                {
                    MomentumDecay = momentum_decay,
                });

            private static AdamSettings Settings(
                AdamVariant variant, double beta1, double beta2, double eps, double decay) =>
                new(variant, decay) { Beta1 = beta1, Beta2 = beta2, Epsilon = eps };

            private static void RefuseVariants(bool amsgrad, bool maximize)
            {
                if (amsgrad || maximize)
                    throw new NotSupportedException("The embedded engine has neither amsgrad nor maximize.");
            }
        }
    }
}
