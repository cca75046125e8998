using NetAnomaly.Core.Tokens;

namespace NetAnomaly.Models.Networks;

/// <summary>
/// The embeddings of a network's words, read and set. Every network of words registers them under
/// <c>embeddings.{factor}</c>.
/// </summary>
internal static class WordEmbeddings
{
    /// <summary>The vectors of a factor's words.</summary>
    public static WordEmbedding Read(WordNetwork network, int factor)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var table = Table(network, factor);
        return new WordEmbedding(network.Device.ToFloats(table), (int)table.shape[1]);
    }

    /// <summary>
    /// Gives words their vectors; the reserved ones, and those that have none, keep theirs. The network must not have
    /// been moved yet.
    /// </summary>
    /// <exception cref="ArgumentException">The vectors are of another width than the network's.</exception>
    public static void Write(nn.Module network, int factor, WordEmbedding vectors)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var table = Table(network, factor);
        var width = (int)table.shape[1];
        if (width != vectors.Width)
            throw new ArgumentException(
                $"The vectors are {vectors.Width} wide, the network's embedding {width}.", nameof(vectors));
        var values = table.data<float>().ToArray();
        var from = FactorVocabulary.Reserved * width;
        var count = Math.Min(values.Length, vectors.Values.Length) - from;
        if (count <= 0) return;
        vectors.Values.AsSpan(from, count).CopyTo(values.AsSpan(from));
        table.copy_(tensor(values).reshape(table.shape));
    }

    private static Modules.Parameter Table(nn.Module network, int factor)
    {
        var end = $"embeddings.{factor}.weight";
        return network.named_parameters().Single(
            named => named.name == end || named.name.EndsWith($".{end}", StringComparison.Ordinal)).parameter;
    }
}
