using System.Management.Automation;
using NetAnomaly.Operations.State;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Says what an incident was found to be; the state file of its scan keeps it.</summary>
[Cmdlet(VerbsCommon.Set, "AnomalyFeedback", SupportsShouldProcess = true)]
[OutputType(typeof(AnomalyFeedback))]
public sealed class SetAnomalyFeedbackCommand : CancellableCmdlet
{
    private StateStore? store;
    private string path = "";

    /// <summary>The ids of the incidents.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Id { get; set; } = [];

    /// <summary>What it is: True, Benign, Wrong or Unknown.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public FeedbackMark Mark { get; set; }

    /// <summary>The state file of Invoke-AnomalyScan.</summary>
    [Parameter(Mandatory = true, Position = 2)]
    [ValidateNotNullOrEmpty]
    public string StatePath { get; set; } = "";

    /// <summary>More, in words.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Note { get; set; }

    /// <summary>Who says so; by default the user of this session.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Author { get; set; } = Environment.UserName;

    /// <summary>Hands on what was kept.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        path = ProviderPaths.Target(this, StatePath);
        try
        {
            store = StateStore.OpenExisting(path);
        }
        catch (StateException cause)
        {
            ThrowTerminatingError(ErrorFactory.State(cause, path));
        }
    }

    /// <inheritdoc/>
    protected override void OnRecord()
    {
        foreach (var id in Id)
        {
            if (!this.Agrees(id, $"Mark the incident as {Mark}")) continue;
            var feedback = new AnomalyFeedback(id, Mark, Author, DateTime.UtcNow, Note);
            try
            {
                if (!store!.Keep(feedback)) WriteError(ErrorFactory.NoSuchIncident(id, path));
                else if (PassThru) WriteObject(feedback);
            }
            catch (StateException cause)
            {
                ThrowTerminatingError(ErrorFactory.State(cause, path));
            }
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) store?.Dispose();
        base.Dispose(disposing);
    }
}
