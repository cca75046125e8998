using NetAnomaly.Tensors.Kernels;
using static NetAnomaly.Tensors.torch.nn;

namespace NetAnomaly.Tensors.Modules
{
    /// <summary>Attention with several heads over (time, batch, features), with PyTorch's weights and names.</summary>
    public sealed class MultiheadAttention : Module<Tensor, Tensor, Tensor, Tensor?, bool, Tensor?, (Tensor, Tensor)>
    {
        private readonly Parameter in_proj_weight;
        private readonly Parameter? in_proj_bias;
        private readonly Linear out_proj;
        private readonly int _width, _heads;
        private readonly double _dropout;

        internal MultiheadAttention(long width, long heads, double dropout, bool hasBias)
            : base(nameof(MultiheadAttention))
        {
            if (heads < 1 || width % heads != 0)
                throw new ArgumentException($"{width} features do not divide into {heads} heads.", nameof(heads));
            (_width, _heads, _dropout) = ((int)width, (int)heads, dropout);
            in_proj_weight = Parameter(empty(3 * width, width));
            init.xavier_uniform_(in_proj_weight);
            register_parameter(nameof(in_proj_weight), in_proj_weight);
            if (hasBias)
            {
                in_proj_bias = Parameter(zeros(3 * width));
                register_parameter(nameof(in_proj_bias), in_proj_bias);
            }
            out_proj = Linear(width, width, hasBias);
            if (out_proj.bias is not null)
                init.zeros_(out_proj.bias);
            register_module(nameof(out_proj), out_proj);
        }

        /// <summary>As <see cref="forward"/>.</summary>
        public (Tensor, Tensor) call(
            Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask = null, bool need_weights = true,
            Tensor? attn_mask = null) =>
            forward(query, key, value, key_padding_mask, need_weights, attn_mask);

        /// <summary>Attention of queries (L, B, E) over keys and values (S, B, E).</summary>
        /// <param name="query">Who asks.</param>
        /// <param name="key">What is compared.</param>
        /// <param name="value">What is taken.</param>
        /// <param name="key_padding_mask">True where a key is padding: (B, S).</param>
        /// <param name="need_weights">Whether the second result is wanted.</param>
        /// <param name="attn_mask">Added to the scores, or true where nothing may be seen: (L, S) or (B · heads, L,
        /// S).</param>
        /// <returns>(L, B, E), and the mean weights of the heads (B, L, S) outside the graph (empty where not
        /// wanted).</returns>
        public override (Tensor, Tensor) forward(
            Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask, bool need_weights, Tensor? attn_mask)
        {
            CheckInputs(query, key, value);
            using var additive = attn_mask is { dtype: ScalarType.Bool }
                ? zeros(attn_mask.Sizes).masked_fill(attn_mask, float.NegativeInfinity)
                : attn_mask?.Alias(tracked: false);
            var mask = new AttentionMask(additive, key_padding_mask, training ? _dropout : 0);
            var (joined, weights) = ReferenceEquals(query, key) && ReferenceEquals(query, value)
                ? OverItself(query, mask)
                : OverOthers(query, key, value, mask);
            using var before = new Intermediate(joined);
            using var all = new Intermediate(weights);
            return (out_proj.call(before.Value), need_weights ? all.Value.mean([1]) : empty(0));
        }

        private (Tensor Result, Tensor Weights) OverItself(Tensor input, AttentionMask mask)
        {
            using var packed = new Intermediate(functional.linear(input, in_proj_weight, in_proj_bias));
            return Attention.OfPacked(packed.Value, _heads, mask);
        }

        private (Tensor Result, Tensor Weights) OverOthers(Tensor query, Tensor key, Tensor value, AttentionMask mask)
        {
            using var q = new Intermediate(Projected(query, 0));
            using var k = new Intermediate(Projected(key, 1));
            using var v = new Intermediate(Projected(value, 2));
            return Attention.Of(q.Value, k.Value, v.Value, _heads, mask);
        }

        private Tensor Projected(Tensor input, int part)
        {
            using var weight = new Intermediate(in_proj_weight.narrow(0, part * _width, _width));
            using var bias = in_proj_bias?.narrow(0, part * _width, _width);
            return functional.linear(input, weight.Value, bias);
        }

        private void CheckInputs(Tensor query, Tensor key, Tensor value)
        {
            var fits = query.Rank == 3 && key.Rank == 3 && query.Sizes[2] == _width && query.Sizes[1] == key.Sizes[1]
                && key.Sizes[2] == _width
                && key.Sizes.AsSpan().SequenceEqual(value.Sizes);
            if (!fits)
                throw new ArgumentException(
                    $"Queries {Shape.Text(query.Sizes)}, keys {Shape.Text(key.Sizes)} and values "
                        + $"{Shape.Text(value.Sizes)} do not fit attention over (time, batch, {_width}).");
        }
    }
}

namespace NetAnomaly.Tensors
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Attention with several heads over (time, batch, features).</summary>
            public static Modules.MultiheadAttention MultiheadAttention(
                long embedded_dim, long num_heads, double dropout = 0.0, bool bias = true) =>
                new(embedded_dim, num_heads, dropout, bias);
        }
    }
}
