using System.Text.Json.Serialization;
using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.ModelFiles;

/// <summary>A model's description in files of format 1 and 2: the options of all architectures side by side.</summary>
internal sealed record ManifestSpecV2
{
    public required ModelArchitecture Architecture { get; init; }

    public LearningMode Learning { get; init; } = LearningMode.Unsupervised;

    public ModelPreset Preset { get; init; } = ModelPreset.Default;

    public string Name { get; init; } = "model";

    public IReadOnlyList<TokenScheme> Schemes { get; init; } = [TokenScheme.ProtoByte];

    public FlowGrouping GroupBy { get; init; } = FlowGrouping.Dyad;

    public int WindowHours { get; init; } = 1;

    public ScoreAggregation Aggregate { get; init; } = ScoreAggregation.Mean;

    public int TopK { get; init; } = 3;

    public int Seed { get; init; } = 42;

    public TokenCounting CountBy { get; init; } = TokenCounting.Flow;

    public bool RarityFloor { get; init; }

    public int MaxWords { get; init; } = 64;

    public int EmbeddingSize { get; init; } = 64;

    public int ConvolutionLayers { get; init; } = 2;

    public int KernelSize { get; init; } = 3;

    public int HiddenSize { get; init; } = 64;

    public int RecurrentLayers { get; init; } = 1;

    public int AttentionLayers { get; init; } = 4;

    public int Heads { get; init; } = 4;

    public int FeedForwardSize { get; init; } = 256;

    public int ContextLength { get; init; } = 10;

    public int DenseSize { get; init; } = 50;

    public double Dropout { get; init; } = 0.1;

    public bool WordVectors { get; init; }

    [JsonPropertyName("foldAttacks")]
    public bool MergeAttackClasses { get; init; } = true;

    public int Trees { get; init; } = 100;

    public int SampleSize { get; init; } = 256;

    public int Neighbors { get; init; } = 5;

    public MetricOptions Metric { get; init; } = new();

    public IReadOnlyList<ManifestSpecV2> Members { get; init; } = [];

    /// <summary>The description as it is now: what the architecture does not use is left behind.</summary>
    /// <exception cref="InvalidDataException">The list of members holds a null.</exception>
    public ModelSpec ToSpec() => new()
    {
        Architecture = Architecture,
        Learning = Learning,
        Preset = Preset,
        Name = Name,
        Schemes = Schemes,
        GroupBy = GroupBy,
        Window = TimeSpan.FromHours(WindowHours),
        Aggregate = Aggregate,
        TopK = TopK,
        Seed = Seed,
        Options = ToOptions(),
    };

    /// <exception cref="ArgumentException">The architecture is none of those that these formats had.</exception>
    private DetectorOptions ToOptions()
    {
        SpecRule.Require(
            Members.Count == 0 || Architecture == ModelArchitecture.Ensemble, "Only an ensemble has members.");
        return Architecture switch
        {
            ModelArchitecture.TokenFrequency => new FrequencyOptions { CountBy = CountBy },
            ModelArchitecture.Clstm => Network(new ClstmOptions
            {
                ConvolutionLayers = ConvolutionLayers,
                KernelSize = KernelSize,
                HiddenSize = HiddenSize,
                RecurrentLayers = RecurrentLayers,
                DenseSize = DenseSize,
            }),
            ModelArchitecture.Transformer => Network(new TransformerOptions
            {
                AttentionLayers = AttentionLayers,
                Heads = Heads,
                FeedForwardSize = FeedForwardSize,
                ConvolutionLayers = ConvolutionLayers,
                KernelSize = KernelSize,
                DenseSize = DenseSize,
            }),
            ModelArchitecture.BiLstm => Network(new BiLstmOptions
            {
                HiddenSize = HiddenSize, RecurrentLayers = RecurrentLayers, DenseSize = DenseSize,
            }),
            ModelArchitecture.Metric =>
                Metric with { Dropout = Dropout, MergeAttackClasses = MergeAttackClasses },
            ModelArchitecture.NearestNeighbor =>
                new NeighborOptions { Neighbors = Neighbors, MergeAttackClasses = MergeAttackClasses },
            ModelArchitecture.IsolationForest => new ForestOptions { Trees = Trees, SampleSize = SampleSize },
            ModelArchitecture.Ensemble => new EnsembleOptions { Members = [.. Members.Select(Member)] },
            _ => throw new ArgumentException("The architecture is not known."),
        };
    }

    private WordNetworkOptions Network(WordNetworkOptions own) => own with
    {
        CountBy = CountBy,
        RarityFloor = RarityFloor,
        MaxWords = MaxWords,
        EmbeddingSize = EmbeddingSize,
        ContextLength = ContextLength,
        Dropout = Dropout,
        WordVectors = WordVectors,
        MergeAttackClasses = MergeAttackClasses,
    };

    private static ModelSpec Member(ManifestSpecV2 member) =>
        member?.ToSpec() ?? throw new InvalidDataException("a list in its manifest.json holds a null");
}
