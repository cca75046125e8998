using System.Management.Automation;
using NetAnomaly.Core.Training;
using NetAnomaly.PowerShell.Bases;
using NetAnomaly.PowerShell.Errors;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Describes a model that is to be trained. It exists in memory only.</summary>
[Cmdlet(VerbsCommon.New, "AnomalyModel")]
[OutputType(typeof(AnomalyModel))]
public sealed class NewAnomalyModelCommand : CancellableCmdlet
{
    private static readonly ModelSpec Defaults = new() { Architecture = ModelArchitecture.TokenFrequency };
    private static readonly string[] NetworkOnly =
        [nameof(EmbeddingSize), nameof(HiddenSize), nameof(ConvolutionLayers), nameof(KernelSize), nameof(RecurrentLayers), nameof(Dropout)];

    /// <summary>The detector.</summary>
    [Parameter(Position = 0)]
    public ModelArchitecture Architecture { get; set; } = ModelArchitecture.TokenFrequency;

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
    public TokenScheme[] Scheme { get; set; } = [TokenScheme.ProtoByte];

    /// <summary>Which flows belong to one conversation.</summary>
    [Parameter]
    public FlowGrouping GroupBy { get; set; } = FlowGrouping.Dyad;

    /// <summary>Length of a conversation's window in hours.</summary>
    [Parameter]
    [ValidateSet("1", "2", "3", "4", "6", "8", "12", "24")]
    public int WindowHours { get; set; } = 1;

    /// <summary>How the surprisals of flows make the score of a conversation.</summary>
    [Parameter]
    public ScoreAggregation Aggregate { get; set; } = ScoreAggregation.Mean;

    /// <summary>For TokenFrequency: what counts as one use of a word.</summary>
    [Parameter]
    public WordCounting CountBy { get; set; } = WordCounting.Flow;

    /// <summary>The seed of everything random.</summary>
    [Parameter]
    public int Seed { get; set; } = Defaults.Seed;

    /// <summary>For Clstm: width of a word's embedding.</summary>
    [Parameter]
    public int EmbeddingSize { get; set; } = Defaults.EmbeddingSize;

    /// <summary>For Clstm: width of the LSTM's state.</summary>
    [Parameter]
    public int HiddenSize { get; set; } = Defaults.HiddenSize;

    /// <summary>For Clstm: number of causal convolutions.</summary>
    [Parameter]
    public int ConvolutionLayers { get; set; } = Defaults.ConvolutionLayers;

    /// <summary>For Clstm: positions that one convolution sees.</summary>
    [Parameter]
    public int KernelSize { get; set; } = Defaults.KernelSize;

    /// <summary>For Clstm: LSTM layers.</summary>
    [Parameter]
    public int RecurrentLayers { get; set; } = Defaults.RecurrentLayers;

    /// <summary>For Clstm: share of activations dropped in training.</summary>
    [Parameter]
    public double Dropout { get; set; } = Defaults.Dropout;

    /// <inheritdoc/>
    protected override void Accept()
    {
        WarnOfIdleParameters();
        try
        {
            WriteObject(ModelTrainer.New(Describe()));
        }
        catch (ArgumentException cause)
        {
            ThrowTerminatingError(ErrorFactory.ModelOption(cause, null));
        }
    }

    private ModelSpec Describe() => new()
    {
        Architecture = Architecture,
        Learning = Learning,
        Name = Name ?? Architecture.ToString(),
        Schemes = Scheme,
        GroupBy = GroupBy,
        WindowHours = WindowHours,
        Aggregate = Aggregate,
        CountBy = CountBy,
        Seed = Seed,
        EmbeddingSize = EmbeddingSize,
        HiddenSize = HiddenSize,
        ConvolutionLayers = ConvolutionLayers,
        KernelSize = KernelSize,
        RecurrentLayers = RecurrentLayers,
        Dropout = Dropout,
    };

    private void WarnOfIdleParameters()
    {
        string[] idle = Architecture == ModelArchitecture.TokenFrequency ? NetworkOnly : [nameof(CountBy)];
        foreach (var name in idle.Where(MyInvocation.BoundParameters.ContainsKey)) WriteWarning($"-{name} has no effect on a {Architecture} model.");
    }
}
