using NetAnomaly.Core.Features;

namespace NetAnomaly.Core.Detection.Vectors;

/// <summary>The flows of a corpus as rows of its feature table, with their classes where learning heeds labels.</summary>
internal sealed class LabelledFlows
{
    private readonly TrainingCorpus corpus;
    private readonly ClassLabels? labels;
    private readonly int[] classOfRow;

    /// <summary>The flows of a corpus that was gathered with features.</summary>
    /// <param name="corpus">The corpus.</param>
    /// <param name="labels">Its classes; <see langword="null"/> where learning heeds no labels.</param>
    public LabelledFlows(TrainingCorpus corpus, ClassLabels? labels)
    {
        this.corpus = corpus;
        this.labels = labels;
        classOfRow = new int[corpus.Flows];
        Array.Fill(classOfRow, -1);
        if (labels is null) return;
        for (var conversation = 0; conversation < corpus.Count; conversation++) labels.Of(conversation).CopyTo(classOfRow, corpus.FirstFeatureRow(conversation));
    }

    /// <summary>The classes; empty where learning heeds no labels.</summary>
    public IReadOnlyList<string> Classes => labels?.Names ?? [];

    /// <summary>Whether learning heeds labels.</summary>
    public bool HasLabels => labels is not null;

    /// <summary>Whether a conversation holds a flow of another class than normal.</summary>
    public bool IsAnomalous(int conversation) => labels?.IsAnomalous(conversation) ?? false;

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
        return new VectorData(values, map.Width, [.. rows.Select(row => classOfRow[row])], Classes);
    }
}
