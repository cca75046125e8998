using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>
/// Options of deep metric learning: its encoders, what they are trained for, and the reference points that it keeps.
/// Immutable.
/// </summary>
public sealed record MetricOptions : ClassifierOptions
{
    /// <summary>Width of an embedding, 1 to 4096.</summary>
    public int EmbeddingSize { get; init; } = 32;

    /// <summary>Widths of the layers before it, first to last; none makes the encoder linear.</summary>
    public IReadOnlyList<int> HiddenSizes { get; init => field = Indexable.Of(value); } = Indexable.Of([128, 64]);

    /// <summary>Whether a layer as wide as the one before it adds to its input instead of replacing it.</summary>
    public bool Residual { get; init; }

    /// <summary>
    /// Encoders side by side, each with its own draw of features (<see cref="FeatureShare"/>) and its own references;
    /// their verdicts are averaged.
    /// </summary>
    public int Encoders { get; init; } = 8;

    /// <summary>
    /// How many of the <see cref="Encoders"/> stay as they were drawn: random projections, which keep distances between
    /// features about as they are (Johnson and Lindenstrauss 1984), beside trained ones. On NSL-KDD drawn ones alone
    /// did no worse than half of each.
    /// </summary>
    public int DrawnEncoders { get; init; } = 4;

    /// <summary>
    /// Share of the features that one encoder sees, above 0 to 1. Less makes encoders differ, and so the average of
    /// several steadier on traffic unlike that of training (feature bagging, Lazarevic and Kumar 2005).
    /// </summary>
    public double FeatureShare { get; init; } = 0.5;

    /// <summary>
    /// How an encoder sees what came before a flow in its conversation. It encodes every flow of the
    /// <see cref="ContextLength"/> alike; what a small causal network makes of them in their order is added to the
    /// embedding of the flow judged, which for the first flow of a conversation is that embedding alone.
    /// </summary>
    public MetricSequenceEncoder SequenceEncoder { get; init; }

    /// <summary>
    /// Flows of a conversation that a sequence encoder sees, the one judged included: 2 to 64. Of longer conversations
    /// it sees the last ones.
    /// </summary>
    [ModelParameter(With = nameof(SequenceEncoder))]
    public int ContextLength { get; init; } = 8;

    /// <summary>
    /// Width of the sequence encoder: of the LSTM's state, or of attention, where it is a multiple of 4.
    /// </summary>
    public int SequenceSize { get; init; } = 32;

    /// <summary>Share of activations dropped in training, 0 to below 1.</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>What the encoders are trained for.</summary>
    public MetricLoss Loss { get; init; } = MetricLoss.SupervisedContrastive;

    /// <summary>Which pairs of a batch the loss looks at.</summary>
    public MetricMiner Miner { get; init; } = MetricMiner.None;

    /// <summary>How far embeddings lie apart.</summary>
    public MetricDistance Distance { get; init; } = MetricDistance.Cosine;

    /// <summary>
    /// The margin of <see cref="MetricLoss.Triplet"/>, <see cref="MetricLoss.Contrastive"/> and the miners, as a
    /// distance.
    /// </summary>
    public double Margin { get; init; } = 0.2;

    /// <summary>
    /// The temperature of <see cref="MetricLoss.SupervisedContrastive"/> and <see cref="MetricLoss.NtXent"/>; lower
    /// uses the nearest pairs more.
    /// </summary>
    public double Temperature { get; init; } = 0.1;

    /// <summary>Classes in a batch; normal is always one of them.</summary>
    public int ClassesPerBatch { get; init; } = 8;

    /// <summary>Rows of each class in a batch; normal has <see cref="NormalWeight"/> times as many.</summary>
    public int SamplesPerClass { get; init; } = 16;

    /// <summary>How many times as many rows normal has in a batch as another class.</summary>
    public int NormalWeight { get; init; } = 4;

    /// <summary>
    /// Without labels: share of the features of a view that are replaced by those of other rows (SCARF, Bahri et al.
    /// 2022, arXiv 2106.15147), 0 to below 1.
    /// </summary>
    public double Corruption { get; init; } = 0.4;

    /// <summary>Reference points of normal traffic, per encoder.</summary>
    public int NormalReferences { get; init; } = 1024;

    /// <summary>Reference points of every other class, per encoder, at most.</summary>
    public int ClassReferences { get; init; } = 32;

    /// <summary>
    /// Weight of how surprisingly near, for normal traffic, a row lies to a reference of another class, beside 1 for
    /// how far it lies from normal ones. Chosen on NSL-KDD's training rows with attacks and kinds of normal traffic
    /// held out.
    /// </summary>
    public double Attraction { get; init; } = 2;

    /// <summary>
    /// Weight of how rare the values of a row are among normal ones of its kind (of its service, say), beside 1 for how
    /// far it lies from normal references; 0 leaves it out. Chosen likewise.
    /// </summary>
    public double Rarity { get; init; } = 1.5;

    /// <summary>How reference points are found.</summary>
    public MetricReferenceChoice ReferenceChoice { get; init; } = MetricReferenceChoice.KMeans;

    /// <summary>Nearest references whose mean distance counts.</summary>
    public int Neighbors { get; init; } = 3;
}
