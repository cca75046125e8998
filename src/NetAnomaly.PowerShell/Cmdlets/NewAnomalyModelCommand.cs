using System.Management.Automation;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Training;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>
/// Describes a model that is to be trained. It exists in memory only. What is not given is as in the preset of the
/// architecture.
/// </summary>
[Cmdlet(VerbsCommon.New, "AnomalyModel")]
[OutputType(typeof(AnomalyModel))]
public sealed class NewAnomalyModelCommand : CancellableCmdlet
{
    /// <summary>The detector.</summary>
    [Parameter(Position = 0)]
    public ModelArchitecture Architecture { get; set; } = ModelPresets.Recommended;

    /// <summary>The shape to start from.</summary>
    [Parameter]
    public ModelPreset Preset { get; set; } = ModelPreset.Default;

    /// <summary>What it learns from.</summary>
    [Parameter]
    public LearningMode Learning { get; set; } = LearningMode.Unsupervised;

    /// <summary>A name for people; that of the architecture where it is not given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>How a flow becomes a word; several make a factored word.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public TokenScheme[]? Scheme { get; set; }

    /// <summary>Which flows belong to one conversation.</summary>
    [Parameter]
    public FlowGrouping? GroupBy { get; set; }

    /// <summary>Length of a conversation's window: one minute to a day, a divisor of a day.</summary>
    [Parameter]
    public TimeSpan? Window { get; set; }

    /// <summary>Length of a conversation's window in hours.</summary>
    [Parameter]
    [ValidateSet("1", "2", "3", "4", "6", "8", "12", "24")]
    public int? WindowHours { get; set; }

    /// <summary>How the surprisals of flows make the score of a conversation.</summary>
    [Parameter]
    public ScoreAggregation? Aggregate { get; set; }

    /// <summary>For -Aggregate TopK: of how many flows the score is the mean.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int? TopK { get; set; }

    /// <summary>What counts as one use of a word.</summary>
    [Parameter]
    public TokenCounting? CountBy { get; set; }

    /// <summary>For networks: whether a word is held at least as surprising as it is rare.</summary>
    [Parameter]
    public SwitchParameter RarityFloor { get; set; }

    /// <summary>The seed of everything random.</summary>
    [Parameter]
    public int? Seed { get; set; }

    /// <summary>For networks: words per factor that are told apart.</summary>
    [Parameter]
    public int? MaxWords { get; set; }

    /// <summary>For networks: width of a word's embedding; for Metric: width of a flow's.</summary>
    [Parameter]
    public int? EmbeddingSize { get; set; }

    /// <summary>For Clstm and BiLstm: width of the LSTM's state.</summary>
    [Parameter]
    public int? HiddenSize { get; set; }

    /// <summary>For Clstm and the published Transformer classifier: number of convolutions.</summary>
    [Parameter]
    public int? ConvolutionLayers { get; set; }

    /// <summary>For Clstm and the published Transformer classifier: positions that one convolution sees.</summary>
    [Parameter]
    public int? KernelSize { get; set; }

    /// <summary>For Clstm and BiLstm: LSTM layers.</summary>
    [Parameter]
    public int? RecurrentLayers { get; set; }

    /// <summary>For Transformer: layers of attention.</summary>
    [Parameter]
    public int? AttentionLayers { get; set; }

    /// <summary>For Transformer: heads of a layer.</summary>
    [Parameter]
    public int? Heads { get; set; }

    /// <summary>For Transformer: width between the two linear maps of a layer.</summary>
    [Parameter]
    public int? FeedForwardSize { get; set; }

    /// <summary>
    /// For the published networks: words that the network sees of a conversation to predict one; for Metric with a
    /// sequence encoder: flows that it sees of a conversation.
    /// </summary>
    [Parameter]
    public int? ContextLength { get; set; }

    /// <summary>
    /// For the published Clstm, BiLstm and Transformer classifier: width of the layer before the last.
    /// </summary>
    [Parameter]
    public int? DenseSize { get; set; }

    /// <summary>For networks: share of activations dropped in training.</summary>
    [Parameter]
    public double? Dropout { get; set; }

    /// <summary>
    /// For networks of words: whether embeddings begin as word vectors (Word2Vec) of the training conversations.
    /// </summary>
    [Parameter]
    public SwitchParameter WordVectors { get; set; }

    /// <summary>For supervised learning: whether every attack name is a class of its own.</summary>
    [Parameter]
    public SwitchParameter MultiClass { get; set; }

    /// <summary>For IsolationForest: trees.</summary>
    [Parameter]
    public int? Trees { get; set; }

    /// <summary>For IsolationForest: flows that one tree is grown on.</summary>
    [Parameter]
    public int? SampleSize { get; set; }

    /// <summary>
    /// For NearestNeighbor: flows whose mean distance is the score; for Metric: references whose mean distance counts.
    /// </summary>
    [Parameter]
    public int? Neighbors { get; set; }

    /// <summary>For Metric: what its encoders are trained to make small.</summary>
    [Parameter]
    public MetricLoss? Loss { get; set; }

    /// <summary>For Metric: which pairs of a batch the loss looks at.</summary>
    [Parameter]
    public MetricMiner? Miner { get; set; }

    /// <summary>For Metric: how far embeddings lie apart.</summary>
    [Parameter]
    public MetricDistance? Distance { get; set; }

    /// <summary>For Metric: encoders side by side.</summary>
    [Parameter]
    public int? Encoders { get; set; }

    /// <summary>For Metric: how its encoders see what came before a flow in its conversation.</summary>
    [Parameter]
    public MetricSequenceEncoder? SequenceEncoder { get; set; }

    /// <summary>For Metric: reference points of normal traffic, per encoder.</summary>
    [Parameter]
    public int? NormalReferences { get; set; }

    /// <summary>For Metric: weight of how near a flow lies to known attacks.</summary>
    [Parameter]
    public double? Attraction { get; set; }

    /// <summary>For Metric: weight of how rare a flow's values are.</summary>
    [Parameter]
    public double? Rarity { get; set; }

    /// <summary>For Ensemble: the models that it combines, or their files.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public ModelSource[]? Member { get; set; }

    private static readonly ModelParameters Table = new(DetectorKinds.Standard, name => $"-{name}");

    /// <inheritdoc/>
    protected override void OnRecord()
    {
        try
        {
            var spec = Table.Apply(
                Common(ModelPresets.Of(Preset, Architecture, Learning).Spec),
                GivenOptions(),
                MyInvocation.MyCommand.Parameters.Keys);
            WriteObject(ModelTrainer.New(Member is null ? spec : WithMembers(spec, Member)));
        }
        catch (ForeignParameterException cause)
        {
            ThrowTerminatingError(ErrorFactory.ForeignParameter(cause));
        }
        catch (Exception cause) when (cause is ArgumentException or NotSupportedException)
        {
            ThrowTerminatingError(ErrorFactory.ModelOption(cause, null));
        }
    }

    // Members decide how flows are grouped and which words there are, unless the ensemble says otherwise.
    private ModelSpec WithMembers(ModelSpec spec, ModelSource[] given)
    {
        ModelSpec[] members = [.. given.Select(source => ModelLoader.Describe(this, source).Spec)];
        return ModelPresets.WithMembers(
            spec with
            {
                Schemes = Scheme ?? [],
                GroupBy = GroupBy ?? members[0].GroupBy,
                Window = Length ?? members[0].Window,
            },
            members);
    }

    private TimeSpan? Length => WindowParameters.Length(this, Window, WindowHours);

    private ModelSpec Common(ModelSpec preset) => preset with
    {
        Name = Name ?? Architecture.ToString(),
        Schemes = Scheme ?? preset.Schemes,
        GroupBy = GroupBy ?? preset.GroupBy,
        Window = Length ?? preset.Window,
        Aggregate = Aggregate ?? (TopK is null ? preset.Aggregate : ScoreAggregation.TopK),
        TopK = TopK ?? preset.TopK,
        Seed = Seed ?? preset.Seed,
    };

    // Members are read later: for a model that has none, no file is opened.
    private KeyValuePair<string, object?>[] GivenOptions() =>
    [
        .. from given in MyInvocation.BoundParameters
           where Table.Names.Contains(given.Key)
           select KeyValuePair.Create(given.Key, given.Value switch
           {
               SwitchParameter set => (object?)set.IsPresent,
               ModelSource[] => Array.Empty<ModelSpec>(),
               _ => given.Value,
           }),
    ];
}
