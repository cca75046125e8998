using System.Management.Automation;
using NetAnomaly.Operations.Alerts;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Writes alerts and incidents as text that other products read, one line each.</summary>
[Cmdlet(VerbsData.ConvertTo, "AnomalyAlert")]
[OutputType(typeof(string))]
public sealed class ConvertToAnomalyAlertCommand : AlertCmdlet
{
    /// <summary>The format.</summary>
    [Parameter(Position = 0)]
    public AlertFormat As { get; set; }

    private protected override void Take(AnomalyAlert alert) => WriteObject(AlertDocument.Of(alert, As).Text);
}
