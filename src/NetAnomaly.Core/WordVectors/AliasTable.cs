using NetAnomaly.Internal;

namespace NetAnomaly.Core.WordVectors;

/// <summary>
/// Draws from any distribution in constant time. Source: Walker 1977, built as by Vose 1991. Immutable.
/// </summary>
internal sealed class AliasTable
{
    private readonly double[] own;
    private readonly int[] other;

    /// <summary>A table of weights, none negative and not all zero.</summary>
    public AliasTable(ReadOnlySpan<double> weights)
    {
        own = new double[weights.Length];
        other = new int[weights.Length];
        var total = 0.0;
        foreach (var weight in weights) total += weight;
        var (poor, rich) = (new Stack<int>(), new Stack<int>());
        for (var i = 0; i < own.Length; i++)
        {
            own[i] = weights[i] / total * own.Length;
            other[i] = i;
            (own[i] < 1 ? poor : rich).Push(i);
        }

        while (poor.Count > 0 && rich.Count > 0)
        {
            var (less, more) = (poor.Pop(), rich.Pop());
            other[less] = more;
            own[more] -= 1 - own[less];
            (own[more] < 1 ? poor : rich).Push(more);
        }

        // What is left is 1 but for rounding.
        foreach (var rest in poor.Concat(rich)) own[rest] = 1;
    }

    /// <summary>Draws an index by its weight.</summary>
    public int Draw(CounterRandom random)
    {
        var at = random.Whole(0, own.Length - 1);
        return random.NextUnit() < own[at] ? at : other[at];
    }
}
