using System.Text.Json.Serialization;
using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>Everything that decides what a model is before it sees a flow. Immutable; stored in the model file.</summary>
public sealed record ModelSpec
{
    /// <summary>The detector.</summary>
    public required ModelArchitecture Architecture { get; init; }

    /// <summary>What it learns from.</summary>
    public LearningMode Learning { get; init; } = LearningMode.Unsupervised;

    /// <summary>The shape: that which serves best, or the published one.</summary>
    public ModelPreset Preset { get; init; } = ModelPreset.Default;

    /// <summary>A name for people; shown on results.</summary>
    public string Name { get; init; } = "model";

    /// <summary>The token schemes, one per factor of a word.</summary>
    public IReadOnlyList<TokenScheme> Schemes { get; init => field = Indexable.Of(value); } = Indexable.Of<TokenScheme>([TokenScheme.ProtoByte]);

    /// <summary>How flows are grouped into conversations.</summary>
    public FlowGrouping GroupBy { get; init; } = FlowGrouping.Dyad;

    /// <summary>Length of the window in hours, 1 to 24, a divisor of 24.</summary>
    public int WindowHours { get; init; } = 1;

    /// <summary>How flow surprisals make a conversation's score.</summary>
    public ScoreAggregation Aggregate { get; init; } = ScoreAggregation.Mean;

    /// <summary>For <see cref="ScoreAggregation.TopK"/>: the flows whose mean is the score, 1 to 64; of shorter conversations all.</summary>
    public int TopK { get; init; } = 3;

    /// <summary>The seed of everything random: same seed, same data, same machine, same bits.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>What counts as one use of a word: for counts what is counted, for networks how much a word weighs in training.</summary>
    public TokenCounting CountBy { get; init; } = TokenCounting.Flow;

    /// <summary>
    /// For networks: whether a word is held at least as surprising as it is rare (by <see cref="CountBy"/>), however well its neighbours
    /// foretell it. What an infected host repeats foretells itself.
    /// </summary>
    public bool RarityFloor { get; init; }

    /// <summary>
    /// For networks: words per factor that are told apart, the most frequent; all others are one unknown word to the network. Few make it
    /// faster and better: it need not learn to foretell what only attackers use.
    /// </summary>
    public int MaxWords { get; init; } = 64;

    /// <summary>Width of a word's embedding, summed over its factors.</summary>
    public int EmbeddingSize { get; init; } = 64;

    /// <summary>For <see cref="ModelArchitecture.Clstm"/>: number of convolutions before the LSTM.</summary>
    public int ConvolutionLayers { get; init; } = 2;

    /// <summary>Positions that one convolution sees, itself included.</summary>
    public int KernelSize { get; init; } = 3;

    /// <summary>Width of the LSTM's state.</summary>
    public int HiddenSize { get; init; } = 64;

    /// <summary>LSTM layers.</summary>
    public int RecurrentLayers { get; init; } = 1;

    /// <summary>For <see cref="ModelArchitecture.Transformer"/>: layers of attention.</summary>
    public int AttentionLayers { get; init; } = 4;

    /// <summary>For <see cref="ModelArchitecture.Transformer"/>: heads of a layer, a divisor of <see cref="EmbeddingSize"/>.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>For <see cref="ModelArchitecture.Transformer"/>: width between the two linear maps of a layer.</summary>
    public int FeedForwardSize { get; init; } = 256;

    /// <summary>For <see cref="ModelPreset.Published"/>: words before the one to predict that the network sees.</summary>
    public int ContextLength { get; init; } = 10;

    /// <summary>For <see cref="ModelPreset.Published"/>: width of the layer before the last; <see cref="ModelArchitecture.Transformer"/> has none.</summary>
    public int DenseSize { get; init; } = 50;

    /// <summary>Share of activations dropped in training, 0 to below 1.</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>For networks of words: whether embeddings begin as word vectors (Word2Vec) of the training conversations instead of at random.</summary>
    public bool WordVectors { get; init; }

    /// <summary>For <see cref="LearningMode.Supervised"/>: whether all attacks are one class; otherwise every attack name is a class of its own.</summary>
    [JsonPropertyName("foldAttacks")]
    public bool MergeAttackClasses { get; init; } = true;

    /// <summary>For <see cref="ModelArchitecture.IsolationForest"/>: trees.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>For <see cref="ModelArchitecture.IsolationForest"/>: flows that one tree is grown on.</summary>
    public int SampleSize { get; init; } = 256;

    /// <summary>For <see cref="ModelArchitecture.NearestNeighbor"/>: flows whose mean distance is the score.</summary>
    public int Neighbors { get; init; } = 5;

    /// <summary>For <see cref="ModelArchitecture.Metric"/>: its encoders, what they are trained for, its references.</summary>
    public MetricSpec Metric { get; init; } = new();

    /// <summary>
    /// For <see cref="ModelArchitecture.Ensemble"/>: the detectors that it combines; each sees some of <see cref="Schemes"/>, and the windows and groups are the same for all.
    /// </summary>
    public IReadOnlyList<ModelSpec> Members { get; init => field = Indexable.Of(value); } = [];

    /// <summary>Whether the detector, or a member of it, sees features of flows instead of words.</summary>
    public bool SeesFeatures =>
        Architecture is ModelArchitecture.Metric or ModelArchitecture.NearestNeighbor or ModelArchitecture.IsolationForest || Members.Any(member => member.SeesFeatures);
}
