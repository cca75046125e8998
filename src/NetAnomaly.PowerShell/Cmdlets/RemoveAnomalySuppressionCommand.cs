using System.Management.Automation;
using NetAnomaly.Operations.Suppressions;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Removes suppressions from a file.</summary>
[Cmdlet(VerbsCommon.Remove, "AnomalySuppression", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveAnomalySuppressionCommand : SuppressionCmdlet
{
    private SuppressionDocument? document;
    private bool isChanged;

    /// <summary>Which.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Id { get; set; } = [];

    /// <inheritdoc/>
    protected override void OnRecord()
    {
        document ??= ReadFile();
        foreach (var id in Id)
        {
            if (document.Find(id) is not { } there)
            {
                WriteError(SuppressionErrors.NotFound(id, FilePath));
                continue;
            }

            if (!this.Agrees(FilePath, $"Remove the suppression {there}")) continue;
            document = document.Without(id);
            isChanged = true;
        }
    }

    /// <inheritdoc/>
    protected override void OnEnd()
    {
        if (isChanged) WriteFile(document!);
    }
}
