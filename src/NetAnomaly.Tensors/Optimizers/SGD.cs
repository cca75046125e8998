namespace NetAnomaly.Tensors.Modules
{
    /// <summary>Gradient descent with momentum, in the order of operations of torch.optim.SGD.</summary>
    public sealed class SGD : torch.optim.Optimizer
    {
        private readonly Tensor?[] _momenta;
        private readonly float _momentum, _dampening, _decay;
        private readonly bool _nesterov, _maximize;

        internal SGD(IEnumerable<Parameter> parameters, double lr, double momentum, double dampening, double decay, bool nesterov, bool maximize)
            : base(parameters, lr)
        {
            if (nesterov && (momentum <= 0 || dampening != 0))
                throw new ArgumentException("Nesterov momentum needs a momentum and no dampening.", nameof(nesterov));
            (_momentum, _dampening, _decay, _nesterov, _maximize) = ((float)momentum, (float)dampening, (float)decay, nesterov, maximize);
            _momenta = new Tensor?[Parameters.Length];
        }

        private protected override void Step(double learningRate)
        {
            for (var i = 0; i < Parameters.Length; i++)
            {
                if (Parameters[i].GradientSlot is not { } gradient)
                    continue;
                Parameters[i].MarkOverwritten();
                Change(ref _momenta[i], Parameters[i].Floats, gradient.Floats, learningRate);
            }
        }

        private void Change(ref Tensor? slot, Span<float> parameter, ReadOnlySpan<float> gradient, double learningRate)
        {
            using var working = Tensor.Uninitialized([parameter.Length]);
            var change = working.Floats;
            TensorPrimitives.Multiply(gradient, _maximize ? -1f : 1f, change);
            if (_decay != 0)
                TensorPrimitives.MultiplyAdd(parameter, _decay, change, change);
            if (_momentum != 0)
            {
                var isFirst = slot is null;
                slot ??= Tensor.Uninitialized([parameter.Length]).DetachFromDisposeScope();
                var momentum = slot.Floats;
                if (isFirst)
                {
                    change.CopyTo(momentum);
                }
                else
                {
                    TensorPrimitives.Multiply(momentum, _momentum, momentum);
                    TensorPrimitives.MultiplyAdd(change, 1 - _dampening, momentum, momentum);
                }
                if (_nesterov)
                    TensorPrimitives.MultiplyAdd(momentum, _momentum, change, change);
                else
                    momentum.CopyTo(change);
            }
            TensorPrimitives.MultiplyAdd(change, (float)-learningRate, parameter, parameter);
        }

        /// <inheritdoc/>
        protected override void Dispose(bool disposing)
        {
            foreach (var momentum in _momenta)
                momentum?.Dispose();
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
            /// <summary>Gradient descent with momentum.</summary>
            public static Modules.SGD SGD(IEnumerable<Modules.Parameter> parameters, double learningRate, double momentum = 0, double dampening = 0,
                double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
                new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);
        }
    }
}
