using NetAnomaly.Tensors.Modules;

namespace NetAnomaly.Tensors;

public static partial class torch
{
    /// <summary>Optimizers and learning-rate schedules.</summary>
    public static partial class optim
    {
        /// <summary>What a schedule turns.</summary>
        public interface ILearningRateController
        {
            /// <summary>The learning rate in use.</summary>
            double LearningRate { get; set; }

            /// <summary>The learning rate at the start.</summary>
            double InitialLearningRate { get; set; }
        }

        /// <summary>Changes parameters by their gradients. Parameters without a gradient stay.</summary>
        public abstract class Optimizer : IDisposable
        {
            private readonly ParameterGroup[] _groups;

            /// <summary>An optimizer of one group of parameters.</summary>
            protected Optimizer(IEnumerable<Parameter> parameters, double learningRate)
            {
                ArgumentNullException.ThrowIfNull(parameters);
                if (!(learningRate >= 0))
                    throw new ArgumentOutOfRangeException(nameof(learningRate), learningRate, "A learning rate must not be negative.");
                _groups = [new ParameterGroup([.. parameters], learningRate)];
            }

            /// <summary>Groups of parameters with a learning rate of their own: here, one.</summary>
            public virtual IEnumerable<ILearningRateController> ParamGroups => _groups;

            /// <summary>The parameters.</summary>
            public virtual IEnumerable<Parameter> parameters() => _groups[0].Parameters;

            /// <summary>Forgets all gradients.</summary>
            public virtual void zero_grad()
            {
                foreach (var parameter in _groups[0].Parameters)
                    parameter.ClearGradient();
            }

            /// <summary>Changes every parameter once; a closure, where given, computes the loss anew before.</summary>
            public virtual Tensor? step(Func<Tensor>? closure = null)
            {
                var loss = closure?.Invoke();
                using var noScope = DisposeScope.Suspend();
                Step(_groups[0].LearningRate);
                return loss;
            }

            /// <summary>Disposes the state.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>The parameters, in their order.</summary>
            private protected Parameter[] Parameters => _groups[0].Parameters;

            /// <summary>Changes every parameter that has a gradient.</summary>
            private protected abstract void Step(double learningRate);

            /// <summary>Disposes the state.</summary>
            protected virtual void Dispose(bool disposing)
            {
            }

            private sealed class ParameterGroup(Parameter[] parameters, double learningRate) : ILearningRateController
            {
                public Parameter[] Parameters { get; } = parameters;

                public double LearningRate { get; set; } = learningRate;

                public double InitialLearningRate { get; set; } = learningRate;
            }
        }
    }
}
