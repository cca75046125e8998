using NetAnomaly.PowerShell.Cmdlets;

namespace NetAnomaly.PowerShell.Arguments;

/// <summary>Which parameters of New-AnomalyModel which network heeds.</summary>
internal static class NetworkParameters
{
    private static readonly string[] Every =
    [
        nameof(NewAnomalyModelCommand.RarityFloor), nameof(NewAnomalyModelCommand.MaxWords), nameof(NewAnomalyModelCommand.EmbeddingSize), nameof(NewAnomalyModelCommand.Dropout),
    ];

    private static readonly string[] Convolution = [nameof(NewAnomalyModelCommand.ConvolutionLayers), nameof(NewAnomalyModelCommand.KernelSize)];
    private static readonly string[] Recurrence = [nameof(NewAnomalyModelCommand.HiddenSize), nameof(NewAnomalyModelCommand.RecurrentLayers)];

    private static readonly string[] Attention =
        [nameof(NewAnomalyModelCommand.AttentionLayers), nameof(NewAnomalyModelCommand.Heads), nameof(NewAnomalyModelCommand.FeedForwardSize)];

    private static readonly string[] Context = [nameof(NewAnomalyModelCommand.ContextLength)];
    private static readonly string[] Dense = [nameof(NewAnomalyModelCommand.DenseSize)];

    private static readonly string[] All = [.. Every, .. Convolution, .. Recurrence, .. Attention, .. Context, .. Dense];

    /// <summary>Those without effect on a model.</summary>
    public static IEnumerable<string> Idle(ModelArchitecture architecture, ModelPreset preset) => All.Except(Heeded(architecture, preset));

    private static IEnumerable<string> Heeded(ModelArchitecture architecture, ModelPreset preset) => (architecture, preset) switch
    {
        (ModelArchitecture.Clstm, ModelPreset.Default) => [.. Every, .. Convolution, .. Recurrence],
        (ModelArchitecture.Clstm, ModelPreset.Published) => [.. Every, .. Convolution, .. Recurrence, .. Context, .. Dense],
        (ModelArchitecture.Transformer, ModelPreset.Default) => [.. Every, .. Attention],
        (ModelArchitecture.Transformer, ModelPreset.Published) => [.. Every, .. Attention, .. Context],
        (ModelArchitecture.BiLstm, ModelPreset.Default) => [.. Every, .. Recurrence],
        (ModelArchitecture.BiLstm, ModelPreset.Published) => [.. Every, .. Recurrence, .. Context, .. Dense],
        _ => [],
    };
}
