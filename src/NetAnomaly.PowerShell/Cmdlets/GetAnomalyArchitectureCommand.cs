using System.Management.Automation;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Training;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>
/// Lists the architectures of models, what they need and the options that New-AnomalyModel takes for them.
/// </summary>
[Cmdlet(VerbsCommon.Get, "AnomalyArchitecture")]
[OutputType(typeof(AnomalyArchitecture))]
public sealed class GetAnomalyArchitectureCommand : CancellableCmdlet
{
    private static readonly ModelParameters Table = new(DetectorKinds.Standard, name => $"-{name}");

    private static readonly string[] Offered =
        [.. typeof(NewAnomalyModelCommand).GetProperties().Select(property => property.Name)];

    /// <summary>The architectures; all where none is given.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public ModelArchitecture[]? Architecture { get; set; }

    /// <summary>The preset whose values are shown.</summary>
    [Parameter]
    public ModelPreset Preset { get; set; } = ModelPreset.Default;

    /// <summary>The learning mode whose values are shown.</summary>
    [Parameter]
    public LearningMode Learning { get; set; } = LearningMode.Unsupervised;

    /// <inheritdoc/>
    protected override void OnRecord()
    {
        foreach (var architecture in Architecture ?? [.. DetectorKinds.Standard.All.Select(kind => kind.Architecture)])
        {
            try
            {
                using var model = ModelTrainer.New(ModelPresets.Of(Preset, architecture, Learning).Spec);
                WriteObject(Table.Describe(model.Spec, Offered));
            }
            catch (Exception cause) when (cause is ArgumentException or NotSupportedException)
            {
                // Not every architecture was published or learns from labels; who asks for one by name is told.
                if (Architecture is not null) WriteError(ErrorFactory.ModelOption(cause, architecture));
            }
        }
    }
}
