using System.Management.Automation;
using NetAnomaly.Operations.Scheduling;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Removes scans that Register-AnomalyScan has registered, and nothing else.</summary>
[Cmdlet(VerbsLifecycle.Unregister, "AnomalyScan", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class UnregisterAnomalyScanCommand : CancellableCmdlet
{
    /// <summary>Which.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>The scheduler; by default all that the machine has.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public ScanScheduler Kind { get; set; }

    /// <summary>Only units of the user's own systemd; with $false only those of the machine.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("IsUser")]
    public SwitchParameter User { get; set; }

    /// <summary>Whose crontab it is; that of the caller by default.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Account { get; set; }

    /// <inheritdoc/>
    protected override void OnRecord()
    {
        var all = RegistrationSearch.All(this, Kind, Account);
        var isOfUser = MyInvocation.BoundParameters.ContainsKey(nameof(User)) ? User.ToBool() : (bool?)null;
        foreach (var name in Name)
        {
            var found = all.Where(one => one.Found.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
                && (isOfUser is null || one.Found.IsUser == isOfUser)).ToArray();
            if (found.Length == 0) WriteError(SchedulingErrors.NotFound(name));
            foreach (var (scheduler, registration) in found) Remove(scheduler, registration);
        }
    }

    private void Remove(IScanScheduler scheduler, AnomalyScanRegistration registration)
    {
        string[] files = [.. registration.Files, scheduler.SettingsPath(registration.Name)];
        if (!this.Agrees($"{registration}", $"Unregister the scan, and remove {string.Join(", ", files)}")) return;
        try
        {
            scheduler.Unregister(registration);
        }
        catch (SchedulingException cause)
        {
            WriteError(SchedulingErrors.Of(cause, registration));
        }
    }
}
