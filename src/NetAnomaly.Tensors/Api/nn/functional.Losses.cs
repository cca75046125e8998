using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Absolute differences.</summary>
            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean)
            {
                using var difference = new Intermediate(input.sub(target));
                using var losses = new Intermediate(difference.Value.abs());
                return Reduce(losses.Value, reduction);
            }

            /// <summary>Squared differences below beta, absolute ones above: d² / (2 beta) or |d| - beta / 2.</summary>
            public static Tensor smooth_l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1.0)
            {
                using var difference = new Intermediate(input.sub(target));
                using var size = new Intermediate(difference.Value.abs());
                using var near = new Intermediate(size.Value.clamp_max(beta));

                // With m = min(|d|, beta) both branches are m (|d| - m / 2) / beta.
                using var half = new Intermediate(near.Value.mul(0.5));
                using var rest = new Intermediate(size.Value.sub(half.Value));
                using var losses = new Intermediate(near.Value.mul(rest.Value));
                using var scaled = new Intermediate(losses.Value.mul(1 / beta));
                return Reduce(scaled.Value, reduction);
            }

            /// <summary>
            /// Cross entropy of truth values against sigmoid(input), without overflow: (1 - y) x + (1 + (p - 1) y) log(1 + e^-x),
            /// with the weight p of the true ones.
            /// </summary>
            public static Tensor binary_cross_entropy_with_logits(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null)
            {
                if (!input.Sizes.AsSpan().SequenceEqual(target.Sizes))
                    throw new ArgumentException($"Logits {Shape.Text(input.Sizes)} and truth values {Shape.Text(target.Sizes)} must have one shape.");
                using var opposite = new Intermediate(input.neg());
                using var surprise = new Intermediate(opposite.Value.softplus());
                using var factor = new Intermediate(pos_weights is null ? ones_like(input) : (target * (pos_weights - 1)) + 1);
                using var weighed = new Intermediate(factor.Value.mul(surprise.Value));
                using var untrue = new Intermediate((1 - target).mul(input));
                using var losses = new Intermediate(untrue.Value.add(weighed.Value));
                using var scaled = new Intermediate(weight is null ? losses.Value.reshape(losses.Value.Sizes) : losses.Value.mul(weight));
                return Reduce(scaled.Value, reduction);
            }

            /// <summary>Minus the log-probability (N, C) or (N, C, d…) at each target, times its class weight; the mean divides by these weights.</summary>
            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean)
            {
                using var ids = target.unsqueeze(1);
                using var wide = new Intermediate(input.gather(1, ids));
                using var chosen = new Intermediate(wide.Value.squeeze(1));
                using var own = weight is null ? ones_like(chosen.Value) : weight.index_select(0, target.reshape(-1)).reshape(target.Sizes);
                using var product = new Intermediate(chosen.Value.mul(own));
                using var losses = new Intermediate(product.Value.neg());
                return reduction == Reduction.Mean ? losses.Value.sum() / own.sum() : Reduce(losses.Value, reduction);
            }

            /// <summary>Cosine of the angle between vectors along an axis; shapes broadcast.</summary>
            public static Tensor cosine_similarity(Tensor x1, Tensor x2, long dim = 1, double eps = 1e-8)
            {
                using var norm1 = new Intermediate(x1.norm((int)dim, true));
                using var norm2 = new Intermediate(x2.norm((int)dim, true));
                using var unit1 = new Intermediate(x1.div(norm1.Value.clamp_min(eps)));
                using var unit2 = new Intermediate(x2.div(norm2.Value.clamp_min(eps)));
                using var products = new Intermediate(unit1.Value.mul(unit2.Value));
                return products.Value.sum(dim);
            }

            /// <summary>The p-norm of x1 - x2 + eps along the last axis.</summary>
            public static Tensor pairwise_distance(Tensor input1, Tensor input2, double p = 2.0, double eps = 1e-6, bool keepdim = false)
            {
                using var difference = new Intermediate(input1.sub(input2));
                using var shifted = new Intermediate(difference.Value.add(eps));
                return shifted.Value.norm(-1, keepdim, (float)p);
            }

            /// <summary>
            /// max(margin + d(anchor, positive) - d(anchor, negative), 0); with swap the smaller of the distances of the negative
            /// from anchor and positive. Source: Balntas et al. 2016.
            /// </summary>
            public static Tensor triplet_margin_loss(Tensor anchor, Tensor positive, Tensor negative, double margin = 1.0, long p = 2, double eps = 1e-06,
                bool swap = false, Reduction reduction = Reduction.Mean) =>
                triplet_margin_with_distance_loss(anchor, positive, negative, (a, b) => pairwise_distance(a, b, p, eps), margin, swap, reduction);

            /// <summary>As <see cref="triplet_margin_loss"/> with any distance.</summary>
            public static Tensor triplet_margin_with_distance_loss(Tensor anchor, Tensor positive, Tensor negative, Func<Tensor, Tensor, Tensor>? distance = null,
                double margin = 1.0, bool swap = false, Reduction reduction = Reduction.Mean)
            {
                distance ??= (a, b) => pairwise_distance(a, b);
                using var near = new Intermediate(distance(anchor, positive));
                var far = distance(anchor, negative);
                if (swap)
                    far = far.minimum(distance(positive, negative));
                using var gap = new Intermediate(near.Value.sub(far));
                using var raised = new Intermediate(gap.Value.add(margin));
                using var losses = new Intermediate(raised.Value.relu());
                return Reduce(losses.Value, reduction);
            }
        }
    }
}
