using static NetAnomaly.Tensors.torch.nn;

namespace NetAnomaly.Tensors.Modules
{
    /// <summary>
    /// Attention and two linear maps, each with a way around it and a normalisation. Source: Vaswani et al. 2017, arXiv
    /// 1706.03762.
    /// </summary>
    public sealed class TransformerEncoderLayer : Module<Tensor, Tensor>
    {
        private readonly MultiheadAttention self_attn;
        private readonly Linear linear1, linear2;
        private readonly LayerNorm norm1, norm2;

        internal TransformerEncoderLayer(TransformerLayerShape shape)
            : base(nameof(TransformerEncoderLayer))
        {
            Layout = shape;
            self_attn = MultiheadAttention(shape.Width, shape.Heads, shape.Dropout);
            linear1 = Linear(shape.Width, shape.Inner);
            linear2 = Linear(shape.Inner, shape.Width);
            norm1 = LayerNorm(shape.Width);
            norm2 = LayerNorm(shape.Width);
            register_module(nameof(self_attn), self_attn);
            register_module(nameof(linear1), linear1);
            register_module(nameof(linear2), linear2);
            register_module(nameof(norm1), norm1);
            register_module(nameof(norm2), norm2);
        }

        internal TransformerLayerShape Layout { get; }

        /// <summary>(time, batch, features) without masks.</summary>
        public override Tensor forward(Tensor input) => call(input, null, null);

        /// <summary>With an additive mask (time, time) and a mask that is true for padding (batch, time).</summary>
        public Tensor call(Tensor src, Tensor? src_mask, Tensor? src_key_padding_mask)
        {
            // What the graph does not keep goes back to the pool at once, so that the next step works on memory still
            // cached.
            if (Layout.NormFirst)
            {
                using var before = new Intermediate(norm1.call(src));
                using var seen = new Intermediate(Attend(before.Value, src_mask, src_key_padding_mask));
                using var attended = new Intermediate(src + seen.Value);
                using var between = new Intermediate(norm2.call(attended.Value));
                using var fed = new Intermediate(Feed(between.Value));
                return attended.Value + fed.Value;
            }
            using var result = new Intermediate(Attend(src, src_mask, src_key_padding_mask));
            using var first = new Intermediate(norm1.OfSum(src, result.Value));
            using var inner = new Intermediate(Feed(first.Value));
            return norm2.OfSum(first.Value, inner.Value);
        }

        private Tensor Attend(Tensor x, Tensor? mask, Tensor? padding)
        {
            var (result, weights) = self_attn.call(x, x, x, padding, false, mask);
            weights.Dispose();
            return Dropped(result);
        }

        private Tensor Feed(Tensor x)
        {
            using var active = new Intermediate(Activated(x));
            return Dropped(linear2.call(Dropped(active.Value)));
        }

        private Tensor Activated(Tensor x)
        {
            if (Layout.Activation != torch.nn.Activations.GELU && linear1.bias is { } bias)
                return MatrixOperations.RectifiedLinear(x, linear1.weight, bias);
            using var inner = new Intermediate(linear1.call(x));
            return Layout.Activation == torch.nn.Activations.GELU ? inner.Value.gelu() : inner.Value.relu();
        }

        private Tensor Dropped(Tensor x) => training && Layout.Dropout > 0 ? functional.dropout(x, Layout.Dropout) : x;
    }

    /// <summary>Sizes and choices of one layer.</summary>
    internal sealed record TransformerLayerShape(
        long Width, long Heads, long Inner, double Dropout, torch.nn.Activations Activation, bool NormFirst);
}

namespace NetAnomaly.Tensors
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>One layer of attention and two linear maps over (time, batch, features).</summary>
            /// <param name="d_model">Features.</param>
            /// <param name="nhead">Heads.</param>
            /// <param name="dim_feedforward">Features between the two linear maps.</param>
            /// <param name="dropout">Probability of dropout.</param>
            /// <param name="activation">Function between the two linear maps.</param>
            /// <param name="norm_first">Normalise before each part rather than after it. TorchSharp's factory has no
            /// such argument.</param>
            public static Modules.TransformerEncoderLayer TransformerEncoderLayer(long d_model = 512, long nhead = 8,
                long dim_feedforward = 2048, double dropout = 0.1,
                Activations activation = Activations.ReLU, bool norm_first = false) =>
                new(
                    new Modules.TransformerLayerShape(
                        d_model, nhead, dim_feedforward, dropout, activation, norm_first));
        }
    }
}
