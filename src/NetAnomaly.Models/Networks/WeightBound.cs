using NetAnomaly.Core.Detection;

namespace NetAnomaly.Models.Networks;

/// <summary>
/// How many bytes the weights of a network can take, by its description alone: so that a file is refused before
/// anything of it is unpacked.
/// </summary>
internal static class WeightBound
{
    // The names, and what rounding and buffers add: a bound may be generous where a forged file asks for gigabytes.
    private const long HeaderBytes = 1 << 20;
    private const long Margin = 2;
    private const long Gates = 4;
    private const long Directions = 2;

    /// <summary>The most bytes of a network's weight file.</summary>
    public static long Of(ModelSpec spec, DetectorState state)
    {
        var options = spec.OptionsOf<WordNetworkOptions>();
        long[] sizes = [.. WordNetworks.Sizes(spec, state.Words()).Select(size => (long)size)];
        var words = sizes.Sum() + state.Classes.Count + sizes.Length;
        long width = options.EmbeddingSize;
        var (hidden, dense) = options switch
        {
            ClstmOptions own => ((long)own.HiddenSize, (long)own.DenseSize),
            BiLstmOptions own => (own.HiddenSize, own.DenseSize),
            TransformerOptions own => (own.FeedForwardSize, own.DenseSize),
            _ => (width, width),
        };
        var widest = Math.Max(Math.Max(width, hidden), dense) + 1;
        var positions = width * Math.Max(options.ContextLength, Chunks.MaxLength);
        var layers = options switch
        {
            ClstmOptions own => Convolutions(own.ConvolutionLayers, width, own.KernelSize)
                + Recurrent(own.RecurrentLayers, width, hidden),
            BiLstmOptions own => Directions * Recurrent(own.RecurrentLayers, width, hidden),
            TransformerOptions own => Convolutions(own.ConvolutionLayers, width, own.KernelSize)
                + (own.AttentionLayers * ((Gates * width * (width + 2)) + (Directions * (width + 1) * (hidden + 1)))),
            _ => 0,
        };
        // Embeddings, heads of twice the widest layer, a dense layer between.
        var weights = (words * (width + (Directions * widest))) + positions + layers + (Directions * widest * widest);
        return HeaderBytes + (Margin * sizeof(float) * weights);
    }

    private static long Convolutions(long layers, long width, long kernel) =>
        layers * ((width * width * kernel) + (Gates * 2 * width));

    // Of both directions, whose outputs the next layer takes together.
    private static long Recurrent(long layers, long width, long hidden) =>
        layers * Directions * Gates * hidden * (Math.Max(width, Directions * hidden) + hidden + 2);
}
