namespace NetAnomaly.Core.Datasets;

/// <summary>
/// The conversations of a corpus with the classes of their flows, as learning uses labels. Immutable.
/// </summary>
internal sealed class LabelledDataset
{
    private readonly ConversationTable corpus;
    private readonly LabelClasses classes;

    private LabelledDataset(ConversationTable corpus, LabelClasses classes) =>
        (this.corpus, this.classes) = (corpus, classes);

    /// <summary>The classes by number; the first is normal.</summary>
    public IReadOnlyList<string> Classes => classes.Names;

    /// <summary>
    /// The conversations of a corpus, their labels used as a model asks for; <see langword="null"/> where it uses none.
    /// </summary>
    public static LabelledDataset? Of(ConversationTable corpus, ModelSpec spec, TrainingOptions options) =>
        spec.Learning == LearningMode.Unsupervised
        ? null
        : new LabelledDataset(corpus, LabelClasses.Of(
            corpus.LabelTexts,
            new LabelRule(options.AnomalousLabels),
            spec.OptionsOf<ClassifierOptions>().MergeAttackClasses));

    /// <summary>The class of each flow of a conversation.</summary>
    public int[] Of(int conversation)
    {
        var labels = corpus.Labels(conversation);
        var own = new int[labels.Length];
        for (var i = 0; i < own.Length; i++) own[i] = classes.Of(labels[i]);
        return own;
    }

    /// <summary>Whether a flow of a conversation belongs to an attack.</summary>
    public bool IsAnomalous(int conversation)
    {
        foreach (var label in corpus.Labels(conversation))
        {
            if (classes.Of(label) > 0) return true;
        }

        return false;
    }
}
