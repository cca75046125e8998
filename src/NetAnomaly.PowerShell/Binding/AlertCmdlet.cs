using System.Management.Automation;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>A cmdlet that takes alerts and incidents, in whatever form they come.</summary>
public abstract class AlertCmdlet : CancellableCmdlet
{
    /// <summary>Alerts or incidents.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected sealed override void OnRecord()
    {
        Cancellation.ThrowIfCancellationRequested();
        foreach (var input in ObjectForm.Elements(InputObject) ?? [InputObject!])
            Read(PSObject.AsPSObject(input ?? ""));
    }

    private protected abstract void Take(AnomalyAlert alert);

    private void Read(PSObject input)
    {
        AnomalyAlert alert;
        try
        {
            alert = AlertReader.Read(input);
        }
        catch (FormException cause)
        {
            WriteError(ErrorFactory.NotAlerts(cause, input.BaseObject));
            return;
        }

        Take(alert);
    }
}
