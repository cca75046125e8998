namespace NetAnomaly.Models.SelfTests.Reference;

/// <summary>
/// An LSTM of one layer or more, in one direction or both. Source: Hochreiter and Schmidhuber 1997 in the form of
/// torch.nn.LSTM.
/// </summary>
internal sealed class ReferenceLstm : IReferenceLayer
{
    private readonly LstmDirection[][] layers;
    private readonly int hidden;

    /// <summary>A layer of zeros.</summary>
    /// <param name="inputs">Width of a step that comes in.</param>
    /// <param name="hidden">Width of the state.</param>
    /// <param name="layers">Layers, each over the outputs of the one before.</param>
    /// <param name="bothWays">Whether each layer reads from the end, too.</param>
    public ReferenceLstm(int inputs, int hidden, int layers, bool bothWays)
    {
        this.hidden = hidden;
        var ways = bothWays ? 2 : 1;
        this.layers = [.. Enumerable.Range(0, layers)
            .Select(layer => Enumerable.Range(0, ways).Select(way => Direction(layer, way)).ToArray())];

        LstmDirection Direction(int layer, int way)
        {
            var suffix = way == 1 ? "_reverse" : "";
            var width = layer == 0 ? inputs : hidden * ways;
            return new LstmDirection(width, hidden, $"_l{layer}{suffix}", fromEnd: way == 1);
        }
    }

    public IReadOnlyList<ReferenceParameter> Parameters =>
        [.. layers.SelectMany(layer => layer).SelectMany(direction => direction.Parameters)];

    public double[] Forward(double[] input)
    {
        foreach (var layer in layers) input = Joined([.. layer.Select(direction => direction.Forward(input))]);
        return input;
    }

    public double[] Backward(double[] gradient, double times)
    {
        foreach (var layer in layers.Reverse())
        {
            var given = gradient;
            gradient = layer[0].Backward(Part(given, 0, layer.Length), times);
            if (layer.Length > 1)
                ReferenceRows.AddScaled(gradient, 1, layer[1].Backward(Part(given, 1, layer.Length), times));
        }

        return gradient;
    }

    // Side by side at every step.
    private double[] Joined(double[][] parts)
    {
        var joined = new double[parts.Length * parts[0].Length];
        for (var at = 0; at < joined.Length / hidden; at++)
        {
            Array.Copy(parts[at % parts.Length], at / parts.Length * hidden, joined, at * hidden, hidden);
        }

        return joined;
    }

    private double[] Part(double[] joined, int way, int ways)
    {
        var part = new double[joined.Length / ways];
        for (var step = 0; step < part.Length / hidden; step++)
        {
            Array.Copy(joined, ((step * ways) + way) * hidden, part, step * hidden, hidden);
        }

        return part;
    }
}
