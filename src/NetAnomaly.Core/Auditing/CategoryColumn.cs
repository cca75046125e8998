using System.Runtime.InteropServices;

namespace NetAnomaly.Core.Auditing;

/// <summary>
/// How the values of a category are spread over the classes; values beyond the first of many are counted together.
/// </summary>
/// <param name="name">The column's name.</param>
/// <param name="most">Values that are told apart at most.</param>
internal sealed class CategoryColumn(string name, int most = 1 << 16)
{
    // Rarer values would separate the classes by their number alone.
    private const int LeastFlows = 20;
    private readonly Dictionary<string, ClassCounts> values = new(StringComparer.Ordinal);
    private ClassCounts others;

    /// <summary>The column's name.</summary>
    public string Name => name;

    /// <summary>Counts one flow.</summary>
    public void Add(string? value, bool anomalous)
    {
        value ??= "";
        if (values.Count >= most && !values.ContainsKey(value))
        {
            others = others.With(anomalous);
            return;
        }

        ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(values, value, out _);
        counts = counts.With(anomalous);
    }

    /// <summary>
    /// Area under the ROC curve where values are ranked by their share of anomalous flows, those of fewer than twenty
    /// flows together.
    /// </summary>
    public double RocAuc()
    {
        var rare = others;
        var ranked = new List<ClassCounts>();
        foreach (var counts in values.Values)
        {
            if (counts.All >= LeastFlows) ranked.Add(counts);
            else rare = new ClassCounts(rare.Normal + counts.Normal, rare.Anomalous + counts.Anomalous);
        }

        ranked.Add(rare);
        return ClassCounts.RocAuc(ranked.OrderBy(counts => counts.Rate));
    }

    /// <summary>
    /// The value that tells the classes apart best by being there or not, and the area under the ROC curve of that: ½ +
    /// (share of anomalous flows − share of normal ones) / 2.
    /// </summary>
    public (string Value, ClassCounts Counts, double RocAuc) Best(long normal, long anomalous)
    {
        var best = ("", default(ClassCounts), 0.5);
        if (normal == 0 || anomalous == 0) return best;
        foreach (var (value, counts) in values)
        {
            var area = 0.5 + ((((double)counts.Anomalous / anomalous) - ((double)counts.Normal / normal)) / 2);
            if (Math.Abs(area - 0.5) > Math.Abs(best.Item3 - 0.5)) best = (value, counts, area);
        }

        return best;
    }

    /// <summary>How many flows of each class have a value.</summary>
    public ClassCounts Of(string value) => values.GetValueOrDefault(value);
}
