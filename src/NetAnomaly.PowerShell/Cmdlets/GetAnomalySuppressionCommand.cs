using System.Management.Automation;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Lists the suppressions of a file.</summary>
[Cmdlet(VerbsCommon.Get, "AnomalySuppression")]
[OutputType(typeof(AnomalySuppression))]
public sealed class GetAnomalySuppressionCommand : SuppressionCmdlet
{
    /// <summary>Which; wildcards are allowed.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Id { get; set; } = ["*"];

    /// <summary>Only those that hide nothing any more.</summary>
    [Parameter]
    public SwitchParameter Expired { get; set; }

    /// <inheritdoc/>
    protected override void OnRecord()
    {
        var document = ReadFile();
        var now = DateTime.UtcNow;
        foreach (var id in Id)
        {
            var pattern = WildcardPattern.Get(id, WildcardOptions.None);
            AnomalySuppression[] found = [.. document.Suppressions.Where(one => pattern.IsMatch(one.Id))];
            if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(id))
                WriteError(SuppressionErrors.NotFound(id, FilePath));
            foreach (var suppression in found.Where(one => !Expired || one.IsExpired(now))) WriteObject(suppression);
        }
    }
}
