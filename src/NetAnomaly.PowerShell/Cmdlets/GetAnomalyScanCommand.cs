using System.Management.Automation;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Lists the scans that Register-AnomalyScan has registered.</summary>
[Cmdlet(VerbsCommon.Get, "AnomalyScan")]
[OutputType(typeof(AnomalyScanRegistration))]
public sealed class GetAnomalyScanCommand : CancellableCmdlet
{
    /// <summary>Which; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Those of one scheduler; by default of all that the machine has.</summary>
    [Parameter]
    public ScanScheduler Kind { get; set; }

    /// <summary>Whose crontab is read; that of the caller by default.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Account { get; set; }

    /// <inheritdoc/>
    protected override void OnRecord()
    {
        var all = RegistrationSearch.All(this, Kind, Account);
        foreach (var name in Name)
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            AnomalyScanRegistration[] found =
                [.. all.Select(one => one.Found).Where(one => pattern.IsMatch(one.Name))];
            if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
                WriteError(SchedulingErrors.NotFound(name));
            foreach (var registration in found) WriteObject(registration);
        }
    }
}
