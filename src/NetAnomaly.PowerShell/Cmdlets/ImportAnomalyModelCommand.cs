using System.Management.Automation;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.PowerShell.Arguments;
using NetAnomaly.PowerShell.Bases;
using NetAnomaly.PowerShell.Errors;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Reads a model from a file, ready to score.</summary>
[Cmdlet(VerbsData.Import, "AnomalyModel", DefaultParameterSetName = PathSet)]
[OutputType(typeof(AnomalyModel))]
public sealed class ImportAnomalyModelCommand : FileCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessFile(string path)
    {
        AnomalyModel model;
        try
        {
            model = ModelOpening.Load(path);
        }
        catch (ModelFileException cause)
        {
            WriteError(ErrorFactory.ModelFile(cause));
            return;
        }

        WriteObject(model);
    }
}
