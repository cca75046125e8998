using NetAnomaly.Tensors.Modules;

namespace NetAnomaly.Tensors;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Care of parameters.</summary>
        public static partial class utils
        {
            /// <summary>
            /// Scales all gradients down together so that their common norm does not exceed a limit; returns the norm
            /// before.
            /// </summary>
            /// <param name="tensors">The parameters; those without a gradient are left out.</param>
            /// <param name="max_norm">The limit.</param>
            /// <param name="norm_type">2, 1, or infinity for the largest element.</param>
            public static double clip_grad_norm_(
                IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2.0)
            {
                ArgumentNullException.ThrowIfNull(tensors);
                var parameters = tensors as IReadOnlyList<Parameter> ?? [.. tensors];
                var total = 0.0;
                for (var i = 0; i < parameters.Count; i++)
                {
                    if (parameters[i].GradientSlot is not { } gradient)
                        continue;
                    var size = Norms.Total(gradient.Floats, norm_type);
                    total = double.IsPositiveInfinity(norm_type) ? Math.Max(total, size) : total + size;
                }
                var norm = double.IsPositiveInfinity(norm_type) ? total : Math.Pow(total, 1 / norm_type);

                // 1e-6 keeps a norm of zero apart from a division by zero, as in torch.nn.utils.clip_grad_norm_.
                var factor = (float)(max_norm / (norm + 1e-6));
                for (var i = 0; i < parameters.Count && factor < 1; i++)
                {
                    if (parameters[i].GradientSlot is { } gradient)
                        TensorPrimitives.Multiply(gradient.Floats, factor, gradient.Floats);
                }
                return norm;
            }
        }
    }
}
