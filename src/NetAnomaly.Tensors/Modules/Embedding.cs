using static NetAnomaly.Tensors.torch.nn;

namespace NetAnomaly.Tensors.Modules
{
    /// <summary>A table of learned vectors, one per id.</summary>
    public sealed class Embedding : Module<Tensor, Tensor>
    {
        private readonly long? _padding;

        internal Embedding(Parameter table, long? padding)
            : base(nameof(Embedding))
        {
            _padding = padding < 0 ? padding + table.Sizes[0] : padding;
            if (_padding < 0 || _padding >= table.Sizes[0])
                throw new ArgumentOutOfRangeException(
                    nameof(padding), padding, $"There are ids 0 to {table.Sizes[0] - 1}.");
            weight = table;
            register_parameter(nameof(weight), weight);
        }

        /// <summary>(ids, features); the row of the padding id starts as zero and is never learned.</summary>
        public Parameter weight { get; }

        /// <summary>Ids (…) to vectors (…, features).</summary>
        public override Tensor forward(Tensor input) => functional.embedding(input, weight, _padding);

        internal static Embedding Create(long ids, long features, long? padding)
        {
            var table = Parameter(empty(ids, features));
            init.normal_(table);
            var result = new Embedding(table, padding);
            if (result._padding is { } row)
                table.Floats.Slice((int)(row * features), (int)features).Clear();
            return result;
        }
    }
}

namespace NetAnomaly.Tensors
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A table of learned vectors, one per id; normal at first.</summary>
            public static Modules.Embedding Embedding(
                long num_embeddings, long embedding_dims, long? padding_idx = null, ScalarType? dtype = null) =>
                Modules.Embedding.Create(num_embeddings, embedding_dims, padding_idx);
        }
    }
}
