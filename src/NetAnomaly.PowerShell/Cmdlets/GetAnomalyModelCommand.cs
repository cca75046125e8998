using System.Management.Automation;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Describes model files without loading what they weigh.</summary>
[Cmdlet(VerbsCommon.Get, "AnomalyModel", DefaultParameterSetName = PathSet)]
[OutputType(typeof(AnomalyModel))]
public sealed class GetAnomalyModelCommand : FileCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessFile(string path)
    {
        AnomalyModel model;
        try
        {
            model = ModelFile.Describe(path);
        }
        catch (ModelFileException cause)
        {
            WriteError(ErrorFactory.ModelFile(cause));
            return;
        }

        WriteObject(model);
    }
}
