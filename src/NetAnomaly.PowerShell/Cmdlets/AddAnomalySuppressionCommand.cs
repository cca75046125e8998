using System.Management.Automation;
using NetAnomaly.Operations.Suppressions;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Adds to a file of suppressions what is known and is not to alert.</summary>
[Cmdlet(VerbsCommon.Add, "AnomalySuppression", SupportsShouldProcess = true)]
[OutputType(typeof(AnomalySuppression))]
public sealed class AddAnomalySuppressionCommand : SuppressionScopeCmdlet
{
    private SuppressionDocument? document;
    private readonly List<AnomalySuppression> added = [];

    /// <summary>Why this may happen.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Reason { get; set; } = "";

    /// <summary>From when on it hides nothing any more; UTC where it says no zone.</summary>
    [Parameter(Mandatory = true, Position = 2)]
    public DateTime Expires { get; set; }

    /// <summary>Who says so; by default the current user.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Author { get; set; } = Environment.UserName;

    /// <summary>Its name in the file and in summaries; by default eight digits that follow from what it says.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Id { get; set; }

    /// <summary>An incident that gives its host, peer, ports and service.</summary>
    [Parameter(ValueFromPipeline = true)]
    [Alias("Incident")]
    public PSObject? InputObject { get; set; }

    /// <summary>So many times the volume of the incident's largest day are allowed.</summary>
    [Parameter]
    [ValidateRange(1.0, 1e9)]
    public double? Ceiling { get; set; }

    /// <inheritdoc/>
    protected override void OnBegin() => document = ReadFile(mustExist: false);

    /// <inheritdoc/>
    protected override void OnRecord()
    {
        Cancellation.ThrowIfCancellationRequested();
        foreach (var input in ObjectForm.Elements(InputObject) ?? [InputObject])
        {
            try
            {
                Take(input is null ? null : IncidentReader.Read(PSObject.AsPSObject(input)));
            }
            catch (FormException cause)
            {
                WriteError(ErrorFactory.NotIncidents(cause, input!));
            }
        }
    }

    private void Take(AnomalyIncident? incident)
    {
        if (incident is null && Ceiling is not null)
        {
            WriteError(SuppressionErrors.Invalid(
                "-Ceiling is so many times the volume of an incident, and none was given.", Ceiling));
            return;
        }

        var suppression = Make(incident);
        if (Fault(suppression, isNewExpiry: true) is { } fault)
        {
            WriteError(fault);
            return;
        }

        if (Same(suppression) is { } there)
        {
            WriteError(SuppressionErrors.Exists(there, FilePath));
            return;
        }

        if (!this.Agrees(FilePath, $"Suppress {suppression}")) return;
        document = document!.With(suppression);
        added.Add(suppression);
    }

    /// <inheritdoc/>
    protected override void OnEnd()
    {
        if (added.Count == 0) return;
        WriteFile(document!);
        if (!PassThru) return;
        foreach (var suppression in added) WriteObject(suppression);
    }

    private AnomalySuppression Make(AnomalyIncident? incident)
    {
        var made = new AnomalySuppression
        {
            Id = Id ?? "", Reason = Reason, Author = Author, Created = Utc(DateTime.UtcNow), Expires = Utc(Expires),
        };
        if (incident is not null) made = SuppressionProposal.Of(incident, made);
        made = WithParts(made);
        if (incident is not null && Ceiling is { } factor)
            made = WithParts(SuppressionProposal.WithCeiling(made, incident, factor));
        return Id is not null ? made : made with { Id = document!.NewId(made) };
    }

    private AnomalySuppression? Same(AnomalySuppression made) =>
        document!.Find(made.Id) ?? document.Suppressions.FirstOrDefault(
            other => other.Scope == made.Scope && !other.IsExpired(DateTime.UtcNow));
}
