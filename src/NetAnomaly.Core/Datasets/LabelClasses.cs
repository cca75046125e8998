namespace NetAnomaly.Core.Datasets;

/// <summary>Classes of labels: normal, and either one for all attacks or one per attack name. Immutable.</summary>
internal sealed class LabelClasses
{
    /// <summary>The name of class 0.</summary>
    public const string Normal = "normal";

    /// <summary>The name of the class of all attacks.</summary>
    public const string Anomalous = "anomalous";

    private readonly int[] classes;

    private LabelClasses(IReadOnlyList<string> names, int[] classes)
    {
        Names = names;
        this.classes = classes;
    }

    /// <summary>The names of the classes; the first is <see cref="Normal"/>.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Sorts labels into classes.</summary>
    /// <param name="labels">The distinct labels.</param>
    /// <param name="rule">Which of them mean an attack.</param>
    /// <param name="fold">Whether all attacks are one class; otherwise each name is its own, in ordinal order.</param>
    public static LabelClasses Of(IReadOnlyList<string> labels, LabelRule rule, bool fold)
    {
        var attacks = labels.Where(rule.IsAnomalous).Order(StringComparer.Ordinal).ToArray();
        string[] names = fold ? [Normal, Anomalous] : [Normal, .. attacks];
        return new LabelClasses(
            names,
            [
                .. labels.Select(
                    label => !rule.IsAnomalous(label)
                        ? 0
                        : fold ? 1 : 1 + Array.BinarySearch(attacks, label, StringComparer.Ordinal)),
            ]);
    }

    /// <summary>The class of a label by its number; a flow without label (−1) is normal.</summary>
    public int Of(int label) => label < 0 ? 0 : classes[label];
}
