using NetAnomaly.Models.Devices;

namespace NetAnomaly.Models.Training;

/// <summary>Fills a network with stored weights, each of which must be there and fit.</summary>
internal static class WeightReader
{
    /// <summary>Reads safetensors into a network.</summary>
    /// <exception cref="InvalidDataException">A weight is missing, too many, of another shape or not
    /// finite.</exception>
    public static void Read(nn.Module network, Stream stream)
    {
        using var scope = NewDisposeScope();
        var stored = Safetensors.Load(stream);
        var own = network.state_dict();
        foreach (var (name, weight) in own)
        {
            if (!stored.TryGetValue(name, out var found)) throw new InvalidDataException($"its weights lack '{name}'");
            if (!found.shape.SequenceEqual(weight.shape))
            {
                throw new InvalidDataException(
                    $"its weight '{name}' is ({string.Join(", ", found.shape)}), the model wants "
                        + $"({string.Join(", ", weight.shape)})");
            }

            // A network with one weight that is no number scores nothing, or everything alike.
            if (found.dtype == ScalarType.Float32
                && Array.Exists(HostDevice.Instance.ToFloats(found), value => !float.IsFinite(value)))
                throw new InvalidDataException($"its weight '{name}' holds a number that is not finite");
        }

        if (stored.Keys.FirstOrDefault(name => !own.ContainsKey(name)) is { } extra)
            throw new InvalidDataException($"it has a weight '{extra}' that the model does not know");
        network.load_state_dict(stored.ToDictionary());
    }

    /// <summary>
    /// Fills a network with the weights of another of the same body; a head that differs keeps its own.
    /// </summary>
    /// <param name="network">The network to fill.</param>
    /// <param name="stream">The other's weights as safetensors.</param>
    /// <param name="isHead">Whether a weight of that name belongs to the head.</param>
    /// <exception cref="ArgumentException">The bodies differ.</exception>
    public static void Start(nn.Module network, Stream stream, Func<string, bool> isHead)
    {
        using var scope = NewDisposeScope();
        var stored = Safetensors.Load(stream);
        var own = network.state_dict();
        foreach (var (name, weight) in own)
        {
            var fits = stored.TryGetValue(name, out var found) && found.shape.SequenceEqual(weight.shape);
            if (!fits && !isHead(name))
                throw new ArgumentException(
                    $"The model to start from has other layers: its '{name}' is missing or of another shape.");
            if (!fits) stored[name] = weight;
        }

        network.load_state_dict(stored.Where(pair => own.ContainsKey(pair.Key)).ToDictionary());
    }
}
