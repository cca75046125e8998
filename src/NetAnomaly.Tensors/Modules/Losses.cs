using static NetAnomaly.Tensors.torch.nn;

namespace NetAnomaly.Tensors.Modules
{
    /// <summary>Cross entropy of logits against classes.</summary>
    public sealed class CrossEntropyLoss : Module<Tensor, Tensor, Tensor>
    {
        private readonly Tensor? _weight;
        private readonly long? _ignored;
        private readonly Reduction _reduction;
        private readonly double _smoothing;

        /// <summary>Class weights, an ignored class, how losses become one, and the share of the probability spread over all classes.</summary>
        public CrossEntropyLoss(Tensor? weight = null, long? ignore_index = null, Reduction reduction = Reduction.Mean, double label_smoothing = 0.0)
            : base(nameof(CrossEntropyLoss)) => (_weight, _ignored, _reduction, _smoothing) = (weight, ignore_index, reduction, label_smoothing);

        /// <summary>Logits, then int64 classes.</summary>
        public override Tensor forward(Tensor input1, Tensor input2) => functional.cross_entropy(input1, input2, _weight, _ignored ?? -100, _reduction, _smoothing);
    }

    /// <summary>Cross entropy of logits against truth values.</summary>
    public sealed class BCEWithLogitsLoss : Module<Tensor, Tensor, Tensor>
    {
        private readonly Tensor? _weight, _positive;
        private readonly Reduction _reduction;

        internal BCEWithLogitsLoss(Tensor? weight, Reduction reduction, Tensor? positive)
            : base(nameof(BCEWithLogitsLoss)) => (_weight, _reduction, _positive) = (weight, reduction, positive);

        /// <summary>Logits, then truth values in [0, 1].</summary>
        public override Tensor forward(Tensor input1, Tensor input2) => functional.binary_cross_entropy_with_logits(input1, input2, _weight, _reduction, _positive);
    }

    /// <summary>Squared differences.</summary>
    public sealed class MSELoss : Module<Tensor, Tensor, Tensor>
    {
        private readonly Reduction _reduction;

        internal MSELoss(Reduction reduction)
            : base(nameof(MSELoss)) => _reduction = reduction;

        /// <summary>Values, then targets.</summary>
        public override Tensor forward(Tensor input1, Tensor input2) => functional.mse_loss(input1, input2, _reduction);
    }

    /// <summary>Absolute differences.</summary>
    public sealed class L1Loss : Module<Tensor, Tensor, Tensor>
    {
        private readonly Reduction _reduction;

        internal L1Loss(Reduction reduction)
            : base(nameof(L1Loss)) => _reduction = reduction;

        /// <summary>Values, then targets.</summary>
        public override Tensor forward(Tensor input1, Tensor input2) => functional.l1_loss(input1, input2, _reduction);
    }

    /// <summary>Distance to the positive plus a margin minus distance to the negative, at least 0.</summary>
    public sealed class TripletMarginLoss : Module<Tensor, Tensor, Tensor, Tensor>
    {
        private readonly (double Margin, long P, double Eps, bool Swap, Reduction Reduction) _choices;

        internal TripletMarginLoss(double margin, long p, double eps, bool swap, Reduction reduction)
            : base(nameof(TripletMarginLoss)) => _choices = (margin, p, eps, swap, reduction);

        /// <summary>Anchor, positive, negative.</summary>
        public override Tensor forward(Tensor input1, Tensor input2, Tensor input3) =>
            functional.triplet_margin_loss(input1, input2, input3, _choices.Margin, _choices.P, _choices.Eps, _choices.Swap, _choices.Reduction);
    }

    /// <summary>Cosine of the angle between vectors along an axis.</summary>
    public sealed class CosineSimilarity : Module<Tensor, Tensor, Tensor>
    {
        private readonly long _dim;
        private readonly double _eps;

        internal CosineSimilarity(long dim, double eps)
            : base(nameof(CosineSimilarity)) => (_dim, _eps) = (dim, eps);

        /// <summary>Two tensors whose shapes broadcast.</summary>
        public override Tensor forward(Tensor input1, Tensor input2) => functional.cosine_similarity(input1, input2, _dim, _eps);
    }

    /// <summary>The p-norm of differences along the last axis.</summary>
    public sealed class PairwiseDistance : Module<Tensor, Tensor, Tensor>
    {
        private readonly double _p, _eps;
        private readonly bool _keep;

        internal PairwiseDistance(double p, double eps, bool keep)
            : base(nameof(PairwiseDistance)) => (_p, _eps, _keep) = (p, eps, keep);

        /// <summary>Two tensors whose shapes broadcast.</summary>
        public override Tensor forward(Tensor input1, Tensor input2) => functional.pairwise_distance(input1, input2, _p, _eps, _keep);
    }
}

namespace NetAnomaly.Tensors
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Cross entropy of logits against classes.</summary>
            public static Modules.CrossEntropyLoss CrossEntropyLoss(Tensor? weight = null, long? ignore_index = null, Reduction reduction = Reduction.Mean) =>
                new(weight, ignore_index, reduction);

            /// <summary>Cross entropy of logits against truth values.</summary>
            public static Modules.BCEWithLogitsLoss BCEWithLogitsLoss(Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) =>
                new(weight, reduction, pos_weights);

            /// <summary>Squared differences.</summary>
            public static Modules.MSELoss MSELoss(Reduction reduction = Reduction.Mean) => new(reduction);

            /// <summary>Absolute differences.</summary>
            public static Modules.L1Loss L1Loss(Reduction reduction = Reduction.Mean) => new(reduction);

            /// <summary>Distance to the positive plus a margin minus distance to the negative, at least 0.</summary>
            public static Modules.TripletMarginLoss TripletMarginLoss(double margin = 1.0, long p = 2, double eps = 1e-06, bool swap = false, Reduction reduction = Reduction.Mean) =>
                new(margin, p, eps, swap, reduction);

            /// <summary>Cosine of the angle between vectors along an axis.</summary>
            public static Modules.CosineSimilarity CosineSimilarity(long dim = 1, double eps = 1e-8) => new(dim, eps);

            /// <summary>The p-norm of differences along the last axis.</summary>
            public static Modules.PairwiseDistance PairwiseDistance(double p = 2.0, double eps = 1e-6, bool keepdim = false) => new(p, eps, keepdim);
        }
    }
}
