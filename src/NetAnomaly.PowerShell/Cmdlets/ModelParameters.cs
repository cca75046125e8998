namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Which parameters of New-AnomalyModel which model heeds.</summary>
internal static class ModelParameters
{
    private static readonly string[] Words = [nameof(NewAnomalyModelCommand.MaxWords), nameof(NewAnomalyModelCommand.EmbeddingSize), nameof(NewAnomalyModelCommand.Dropout), nameof(NewAnomalyModelCommand.WordVectors)];
    private static readonly string[] Surprisal = [nameof(NewAnomalyModelCommand.RarityFloor)];
    private static readonly string[] Convolution = [nameof(NewAnomalyModelCommand.ConvolutionLayers), nameof(NewAnomalyModelCommand.KernelSize)];
    private static readonly string[] Recurrence = [nameof(NewAnomalyModelCommand.HiddenSize), nameof(NewAnomalyModelCommand.RecurrentLayers)];

    private static readonly string[] Attention =
        [nameof(NewAnomalyModelCommand.AttentionLayers), nameof(NewAnomalyModelCommand.Heads), nameof(NewAnomalyModelCommand.FeedForwardSize)];

    private static readonly string[] Context = [nameof(NewAnomalyModelCommand.ContextLength)];
    private static readonly string[] Dense = [nameof(NewAnomalyModelCommand.DenseSize)];
    private static readonly string[] Classes = [nameof(NewAnomalyModelCommand.MultiClass)];
    private static readonly string[] Forest = [nameof(NewAnomalyModelCommand.Trees), nameof(NewAnomalyModelCommand.SampleSize)];
    private static readonly string[] Neighbors = [nameof(NewAnomalyModelCommand.Neighbors)];
    private static readonly string[] Metric =
    [
        nameof(NewAnomalyModelCommand.Loss), nameof(NewAnomalyModelCommand.Miner), nameof(NewAnomalyModelCommand.Distance), nameof(NewAnomalyModelCommand.Encoders),
        nameof(NewAnomalyModelCommand.SequenceEncoder),
        nameof(NewAnomalyModelCommand.NormalReferences), nameof(NewAnomalyModelCommand.Attraction), nameof(NewAnomalyModelCommand.Rarity),
    ];

    private static readonly string[] Members = [nameof(NewAnomalyModelCommand.Member)];
    private static readonly string[] Counting = [nameof(NewAnomalyModelCommand.CountBy)];

    private static readonly string[] All = [.. Words, .. Surprisal, .. Convolution, .. Recurrence, .. Attention, .. Context, .. Dense, .. Classes, .. Forest, .. Neighbors, .. Metric, .. Counting, .. Members];

    /// <summary>Those without effect on a model.</summary>
    public static IEnumerable<string> Idle(ModelSpec spec) => All.Except(Heeded(spec.Preset, spec.Learning, spec));

    private static string[] Heeded(ModelPreset preset, LearningMode learning, ModelSpec spec) => spec.Architecture switch
    {
        ModelArchitecture.TokenFrequency => Counting,
        ModelArchitecture.Clstm => [.. Network(preset, learning), .. Convolution, .. Recurrence, .. preset == ModelPreset.Published ? Dense : []],
        ModelArchitecture.Transformer => [.. Network(preset, learning), .. Attention, .. preset == ModelPreset.Published && learning == LearningMode.Supervised ? [.. Convolution, .. Dense] : (string[])[]],
        ModelArchitecture.BiLstm => [.. Network(preset, learning), .. Recurrence, .. preset == ModelPreset.Published ? Dense : []],
        ModelArchitecture.Metric => [.. Metric, .. spec.Metric.SequenceEncoder == MetricSequenceEncoder.None ? [] : Context, .. learning == LearningMode.Supervised ? Classes : []],
        ModelArchitecture.NearestNeighbor => [.. Neighbors, .. learning == LearningMode.Supervised ? Classes : []],
        ModelArchitecture.IsolationForest => Forest,
        ModelArchitecture.Ensemble => Members,
        _ => [],
    };

    private static IEnumerable<string> Network(ModelPreset preset, LearningMode learning) =>
    [
        .. Words,
        .. learning == LearningMode.Supervised ? Classes : [.. Surprisal, .. Counting],
        .. preset == ModelPreset.Published ? Context : [],
    ];
}
