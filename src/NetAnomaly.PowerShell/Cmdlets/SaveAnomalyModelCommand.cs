using System.Management.Automation;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Writes a model to a file.</summary>
[Cmdlet(VerbsData.Save, "AnomalyModel", SupportsShouldProcess = true)]
[OutputType(typeof(AnomalyModel))]
public sealed class SaveAnomalyModelCommand : CancellableCmdlet
{
    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The model.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public AnomalyModel? Model { get; set; }

    /// <summary>Replaces a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Hands the model on.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void OnRecord()
    {
        var path = ProviderPaths.Target(this, Path);
        if (!this.Agrees(path, $"Save the model '{Model!.Name}'")) return;
        if (Model is { IsTrained: true, IsLoaded: false })
        {
            WriteError(ErrorFactory.NotLoaded(Model));
            return;
        }

        try
        {
            ModelFile.Save(Model, path, Force);
        }
        catch (ModelFileException cause)
        {
            WriteError(ErrorFactory.ModelNotWritten(cause));
            return;
        }

        if (PassThru) WriteObject(Model);
    }
}
