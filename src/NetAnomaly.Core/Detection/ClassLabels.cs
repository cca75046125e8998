using NetAnomaly.Core.Metrics;

namespace NetAnomaly.Core.Detection;

/// <summary>The labels of a corpus as classes by number; 0 is normal. Immutable.</summary>
public sealed class ClassLabels
{
    /// <summary>The name of class 0.</summary>
    public const string Normal = "normal";

    /// <summary>The name of the class of all attacks, where they are folded into one.</summary>
    public const string Anomalous = "anomalous";

    private readonly TrainingCorpus corpus;
    private readonly int[] classOf;

    private ClassLabels(TrainingCorpus corpus, IReadOnlyList<string> names, int[] classOf) => (this.corpus, Names, this.classOf) = (corpus, names, classOf);

    /// <summary>The classes by number: normal, then one for all attacks or one for each, in the order of their names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The classes of a corpus.</summary>
    /// <param name="corpus">The conversations.</param>
    /// <param name="rule">Which labels mean an attack.</param>
    /// <param name="fold">Whether all attacks are one class.</param>
    public static ClassLabels Of(TrainingCorpus corpus, LabelRule rule, bool fold)
    {
        var attacks = corpus.LabelTexts.Where(rule.IsAnomalous).Order(StringComparer.Ordinal).ToArray();
        string[] names = attacks.Length == 0 ? [Normal] : fold ? [Normal, Anomalous] : [Normal, .. attacks];
        return new ClassLabels(corpus, names, [.. corpus.LabelTexts.Select(text => Array.IndexOf(attacks, text) is var at && at < 0 ? 0 : fold ? 1 : at + 1)]);
    }

    /// <summary>The class of each flow of a conversation; flows without a label are normal.</summary>
    public int[] Of(int conversation)
    {
        var labels = corpus.Labels(conversation);
        var classes = new int[labels.Length];
        for (var i = 0; i < classes.Length; i++) classes[i] = labels[i] < 0 ? 0 : classOf[labels[i]];
        return classes;
    }

    /// <summary>Whether a flow of a conversation belongs to an attack.</summary>
    public bool IsAnomalous(int conversation)
    {
        foreach (var label in corpus.Labels(conversation))
        {
            if (label >= 0 && classOf[label] > 0) return true;
        }

        return false;
    }
}
