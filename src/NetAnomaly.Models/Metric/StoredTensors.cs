using System.Text.Json;

namespace NetAnomaly.Models.Metric;

/// <summary>Takes stored tensors one by one, each of which must be there and fit.</summary>
internal sealed class StoredTensors(IReadOnlyDictionary<string, Tensor> stored)
{
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    /// <summary>The numbers of a tensor of some shape.</summary>
    /// <exception cref="InvalidDataException">It is missing, of another shape or type, or holds a number that is not
    /// finite.</exception>
    public float[] Floats(string name, params long[] shape)
    {
        var found = Take(name, ScalarType.Float32);
        if (!found.shape.SequenceEqual(shape)) throw Misshapen(name, found, shape);
        var numbers = found.data<float>().ToArray();
        return numbers.All(float.IsFinite)
            ? numbers
            : throw new InvalidDataException($"its weight '{name}' holds a number that is not finite");
    }

    /// <summary>The whole numbers of a tensor with one axis.</summary>
    /// <exception cref="InvalidDataException">It is missing or of another type.</exception>
    public long[] Longs(string name)
    {
        var found = Take(name, ScalarType.Int64);
        return found.shape.Length == 1 ? found.data<long>().ToArray() : throw Misshapen(name, found, [-1]);
    }

    /// <summary>Whether there is a tensor of a name.</summary>
    public bool Has(string name) => stored.ContainsKey(name);

    /// <summary>A scale of distances.</summary>
    /// <exception cref="InvalidDataException">It is missing or no ascending row of percentiles with an excess above
    /// 0.</exception>
    public DistanceScale Scale(string name, SlopeLimit? steepest)
    {
        var numbers = Floats(name, DistanceScale.Percentiles + 1);
        var knots = numbers[..DistanceScale.Percentiles];
        if (numbers[^1] <= 0 || !knots.SequenceEqual(knots.Order()))
            throw new InvalidDataException($"its weight '{name}' is no ascending row of percentiles");
        return new DistanceScale(knots, numbers[^1], steepest);
    }

    /// <summary>A JSON text kept as its bytes.</summary>
    /// <exception cref="InvalidDataException">It is missing or no such text.</exception>
    public T Text<T>(string name, Func<string, JsonSerializerOptions?, T?> read)
        where T : class
    {
        var letters = Longs(name);
        try
        {
            var text = System.Text.Encoding.UTF8.GetString([.. letters.Select(letter => checked((byte)letter))]);
            return read(text, null) ?? throw new InvalidDataException($"its weight '{name}' says nothing");
        }
        catch (Exception cause) when (cause is JsonException or OverflowException)
        {
            throw new InvalidDataException($"its weight '{name}' cannot be read: {cause.Message}", cause);
        }
    }

    /// <summary>Gives a network all of its weights.</summary>
    /// <exception cref="InvalidDataException">One is missing, of another shape, or holds a number that is not
    /// finite.</exception>
    public void Fill(nn.Module network)
    {
        var weights = new Dictionary<string, Tensor>();
        foreach (var (name, own) in network.state_dict())
        {
            if (own.dtype == ScalarType.Float32) Floats(name, own.shape);
            else if (!Take(name, own.dtype).shape.SequenceEqual(own.shape)) throw Misshapen(
                name, stored[name], own.shape);
            weights.Add(name, stored[name]);
        }

        network.load_state_dict(weights);
    }

    /// <summary>Checks that every tensor was taken.</summary>
    /// <exception cref="InvalidDataException">One was not.</exception>
    public void RequireNothingLeft()
    {
        if (stored.Keys.FirstOrDefault(name => !taken.Contains(name)) is { } extra)
            throw new InvalidDataException($"it has a weight '{extra}' that the model does not know");
    }

    private Tensor Take(string name, ScalarType type)
    {
        if (!stored.TryGetValue(name, out var found)) throw new InvalidDataException($"its weights lack '{name}'");
        if (found.dtype != type)
            throw new InvalidDataException($"its weight '{name}' is of type {found.dtype}, the model wants {type}");
        taken.Add(name);
        return found;
    }

    private static InvalidDataException Misshapen(string name, Tensor found, long[] wanted) =>
        new(
            $"its weight '{name}' is ({string.Join(", ", found.shape)}), the model wants "
                + $"({string.Join(", ", wanted)})");
}
