using NetAnomaly.Core.Features;
using NetAnomaly.Core.Metrics;

namespace NetAnomaly.Core.Detection.Vectors;

/// <summary>The flows of a corpus as rows of its feature table, with their classes where learning heeds labels.</summary>
internal sealed class LabelledFlows
{
    private readonly TrainingCorpus corpus;
    private readonly LabelClasses? classes;
    private readonly int[] classOfRow;

    private LabelledFlows(TrainingCorpus corpus, LabelClasses? classes)
    {
        this.corpus = corpus;
        this.classes = classes;
        classOfRow = new int[corpus.Flows];
        Array.Fill(classOfRow, -1);
        if (classes is null) return;
        for (var conversation = 0; conversation < corpus.Count; conversation++)
        {
            var first = corpus.FirstFeatureRow(conversation);
            var labels = corpus.Labels(conversation);
            for (var position = 0; position < labels.Length; position++) classOfRow[first + position] = classes.Of(labels[position]);
        }
    }

    /// <summary>The classes; empty where learning heeds no labels.</summary>
    public IReadOnlyList<string> Classes => classes?.Names ?? [];

    /// <summary>Whether learning heeds labels.</summary>
    public bool HasLabels => classes is not null;

    /// <summary>The flows of a corpus, their labels heeded as a model asks for.</summary>
    public static LabelledFlows Of(TrainingCorpus corpus, ModelSpec spec, TrainingOptions options) => new(
        corpus,
        spec.Learning == LearningMode.Unsupervised ? null : LabelClasses.Of(corpus.LabelTexts, new LabelRule(options.AnomalousLabels), spec.FoldAttacks));

    /// <summary>Whether a conversation holds a flow of another class than normal.</summary>
    public bool IsAnomalous(int conversation)
    {
        var first = corpus.FirstFeatureRow(conversation);
        return classOfRow.AsSpan(first, corpus.Length(conversation)).ContainsAnyExcept(0, -1);
    }

    /// <summary>The rows of some conversations.</summary>
    public int[] Rows(IReadOnlyList<int> conversations, bool normalOnly) =>
    [
        .. from conversation in conversations
           from row in Enumerable.Range(corpus.FirstFeatureRow(conversation), corpus.Length(conversation))
           where !normalOnly || classOfRow[row] == 0
           select row,
    ];

    /// <summary>The vectors of some rows, with their classes.</summary>
    public VectorData Vectors(FeatureMap map, int[] rows)
    {
        var values = new float[rows.Length * map.Width];
        for (var i = 0; i < rows.Length; i++) map.Map(corpus.Features!, rows[i], values.AsSpan(i * map.Width, map.Width));
        return new VectorData(values, map.Width, [.. rows.Select(row => classOfRow[row])], Classes) { Categories = map.Categories };
    }
}
