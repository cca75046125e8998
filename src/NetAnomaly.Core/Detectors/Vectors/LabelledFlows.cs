using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Features;

namespace NetAnomaly.Core.Detectors.Vectors;

/// <summary>
/// The flows of a corpus as rows of its feature table, with their classes where learning uses labels.
/// </summary>
internal sealed class LabelledFlows
{
    private readonly ConversationTable corpus;
    private readonly LabelClasses? classes;
    private readonly int[] classOfRow;

    private LabelledFlows(ConversationTable corpus, LabelClasses? classes)
    {
        this.corpus = corpus;
        this.classes = classes;
        // A part of a corpus has the whole table.
        classOfRow = new int[Math.Max(corpus.Flows, corpus.Features?.Rows ?? 0)];
        Array.Fill(classOfRow, -1);
        if (classes is null) return;
        for (var conversation = 0; conversation < corpus.Count; conversation++)
        {
            var first = corpus.FirstFeatureRow(conversation);
            var labels = corpus.Labels(conversation);
            for (var position = 0; position < labels.Length; position++)
                classOfRow[first + position] = classes.Of(labels[position]);
        }
    }

    /// <summary>The classes; empty where learning uses no labels.</summary>
    public IReadOnlyList<string> Classes => classes?.Names ?? [];

    /// <summary>Whether learning uses labels.</summary>
    public bool HasLabels => classes is not null;

    /// <summary>The flows of a corpus, their labels used as a model asks for.</summary>
    public static LabelledFlows Of(ConversationTable corpus, ModelSpec spec, TrainingOptions options) => new(
        corpus,
        spec.Learning == LearningMode.Unsupervised ? null : LabelClasses.Of(
            corpus.LabelTexts,
            new LabelRule(options.AnomalousLabels),
            spec.OptionsOf<ClassifierOptions>().MergeAttackClasses));

    /// <summary>Whether a conversation holds a flow of another class than normal.</summary>
    public bool IsAnomalous(int conversation)
    {
        var first = corpus.FirstFeatureRow(conversation);
        return classOfRow.AsSpan(first, corpus.Length(conversation)).ContainsAnyExcept(0, -1);
    }

    /// <summary>Whether a flow is normal, or no label is used.</summary>
    public bool IsNormal(int row) => classOfRow[row] <= 0;

    /// <summary>The rows of some conversations.</summary>
    public int[] Rows(IReadOnlyList<int> conversations, bool normalOnly) =>
    [
        .. from conversation in conversations
           from row in Enumerable.Range(corpus.FirstFeatureRow(conversation), corpus.Length(conversation))
           where !normalOnly || classOfRow[row] == 0
           select row,
    ];

    /// <summary>
    /// The rows of some conversations up to their first flow of another class than normal, or all: what is learned from
    /// where flows are seen with those before them, of which none may be an attack.
    /// </summary>
    public int[] Beginnings(IReadOnlyList<int> conversations, bool normalOnly) =>
    [
        .. from conversation in conversations
           from row in Enumerable.Range(corpus.FirstFeatureRow(conversation), corpus.Length(conversation))
               .TakeWhile(row => !normalOnly || classOfRow[row] == 0)
           select row,
    ];

    /// <summary>For each of some rows, how many earlier flows of its conversation stand right before it.</summary>
    public int[] Positions(int[] rows)
    {
        var isFirst = new bool[classOfRow.Length];
        for (var conversation = 0; conversation < corpus.Count; conversation++)
            isFirst[corpus.FirstFeatureRow(conversation)] = true;
        var positions = new int[rows.Length];
        for (var i = 1; i < rows.Length; i++)
            positions[i] = rows[i] == rows[i - 1] + 1 && !isFirst[rows[i]] ? positions[i - 1] + 1 : 0;
        return positions;
    }

    /// <summary>The vectors of some rows, with their classes.</summary>
    /// <param name="map">Makes them.</param>
    /// <param name="rows">Which.</param>
    /// <param name="inContext">Whether it is said how they follow each other.</param>
    public VectorData Vectors(FeatureMap map, int[] rows, bool inContext)
    {
        var values = new float[rows.Length * map.Width];
        for (var i = 0; i < rows.Length; i++)
            map.Map(corpus.Features!, rows[i], values.AsSpan(i * map.Width, map.Width));
        return new VectorData(values, map.Width, [.. rows.Select(row => classOfRow[row])], Classes)
        {
            Categories = map.Categories, Positions = inContext ? Positions(rows) : [],
        };
    }
}
