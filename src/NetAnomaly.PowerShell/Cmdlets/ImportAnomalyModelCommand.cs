using System.Management.Automation;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Reads a model from a file, ready to score.</summary>
[Cmdlet(VerbsData.Import, "AnomalyModel", DefaultParameterSetName = PathSet)]
[OutputType(typeof(AnomalyModel))]
public sealed class ImportAnomalyModelCommand : FileCmdlet
{
    /// <summary>What computes a network.</summary>
    [Parameter]
    public EngineName Engine { get; set; }

    /// <summary>What it computes on: Auto, Cpu, Cuda or cuda:N.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    [ValidateNotNullOrEmpty]
    public string Device { get; set; } = "Auto";

    /// <summary>The numbers that a network computes with.</summary>
    [Parameter]
    public EnginePrecision Precision { get; set; }

    /// <inheritdoc/>
    protected override void ProcessFile(string path)
    {
        AnomalyModel model;
        try
        {
            model = ModelLoader.Load(this, path, EngineParameters.Request(this, Engine, Device, Precision));
        }
        catch (ModelFileException cause)
        {
            WriteError(ErrorFactory.ModelFile(cause));
            return;
        }

        WriteObject(model);
    }
}
