using NetAnomaly.Core.Detection;

namespace NetAnomaly.Models.Networks;

/// <summary>Makes the network of a description.</summary>
internal static class WordNetworks
{
    // A word that one flow used teaches nothing about itself, but all of them together teach how likely an unknown word is.
    private const int LeastFlows = 2;

    /// <summary>Whether there is a network of this kind.</summary>
    public static bool Has(ModelArchitecture architecture) => architecture == ModelArchitecture.Clstm;

    /// <summary>A network with freshly drawn weights, drawn from the description's seed.</summary>
    public static WordNetwork Create(ModelSpec spec, IReadOnlyList<int> sizes)
    {
        manual_seed(spec.Seed);
        return spec.Architecture switch
        {
            ModelArchitecture.Clstm => new Clstm(spec, sizes),
            _ => throw new NotSupportedException($"There is no network for {spec.Architecture} models."),
        };
    }

    /// <summary>Ids per factor that a network tells apart: the reserved ones and the words of two flows or more; all behind are unknown to it.</summary>
    public static int[] Sizes(Vocabulary vocabulary) =>
        [.. vocabulary.Factors.Select(factor => factor.Size - factor.Words.Count(word => word.Flows < LeastFlows))];
}
