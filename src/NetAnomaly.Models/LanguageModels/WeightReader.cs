using NetAnomaly.Models.Networks;

namespace NetAnomaly.Models.LanguageModels;

/// <summary>Fills a network with stored weights, each of which must be there and fit.</summary>
internal static class WeightReader
{
    /// <summary>Reads safetensors into a network.</summary>
    /// <exception cref="InvalidDataException">A weight is missing, too many, of another shape or not finite.</exception>
    public static void Read(WordNetwork network, Stream stream)
    {
        using var scope = NewDisposeScope();
        var stored = Safetensors.Load(stream);
        var own = network.state_dict();
        foreach (var (name, weight) in own)
        {
            if (!stored.TryGetValue(name, out var found)) throw new InvalidDataException($"its weights lack '{name}'");
            if (!found.shape.SequenceEqual(weight.shape))
            {
                throw new InvalidDataException($"its weight '{name}' is ({string.Join(", ", found.shape)}), the model wants ({string.Join(", ", weight.shape)})");
            }
        }

        if (stored.Keys.FirstOrDefault(name => !own.ContainsKey(name)) is { } extra) throw new InvalidDataException($"it has a weight '{extra}' that the model does not know");
        network.load_state_dict(stored.ToDictionary());
    }
}
