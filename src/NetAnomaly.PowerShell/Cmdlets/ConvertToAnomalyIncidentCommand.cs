using System.Globalization;
using System.Management.Automation;
using NetAnomaly.Core.Incidents;
using NetAnomaly.Operations.Assets;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>
/// Gathers anomalous results of one host in windows that follow each other into one incident, strongest first.
/// </summary>
[Cmdlet(VerbsData.ConvertTo, "AnomalyIncident")]
[OutputType(typeof(AnomalyIncident))]
public sealed class ConvertToAnomalyIncidentCommand : CancellableCmdlet
{
    private IncidentBuilder? builder;
    private AssetTable? assets;
    private readonly List<AnomalyIncident> incidents = [];

    /// <summary>Results, by time.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Windows without an anomaly that an incident outlasts.</summary>
    [Parameter]
    [ValidateRange(0, 10_000)]
    public int Gap { get; set; } = IncidentBuilder.DefaultGap;

    /// <summary>Leaves out incidents as strong as which normal traffic alone brings more than this a day.</summary>
    [Parameter]
    [ValidateRange(0.0, double.MaxValue)]
    public double MaxPerDay { get; set; } = IncidentBuilder.DefaultMaxPerDay;

    /// <summary>Leaves none out.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>A CSV file with the names of hosts: Address or Network, Name, Owner, Role.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AssetPath { get; set; }

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        builder = new IncidentBuilder(Gap);
        if (AssetPath is not null) assets = AssetArgument.Read(this, AssetPath);
    }

    /// <inheritdoc/>
    protected override void OnRecord()
    {
        Cancellation.ThrowIfCancellationRequested();
        foreach (var input in ObjectForm.Elements(InputObject) ?? [InputObject!])
            Take(PSObject.AsPSObject(input ?? ""));
    }

    private void Take(PSObject input)
    {
        try
        {
            incidents.AddRange(builder!.Add(ResultReader.Result(input)));
        }
        catch (FormException cause)
        {
            WriteError(ErrorFactory.NotResults(cause, input.BaseObject));
        }
    }

    /// <inheritdoc/>
    protected override void OnEnd()
    {
        incidents.AddRange(builder!.Complete());
        var left = 0;
        foreach (var incident in IncidentBuilder.Ranked(incidents))
        {
            if (IncidentBuilder.Within(incident, MaxPerDay) is { } listed) Write(listed);
            else if (All) Write(incident);
            else left++;
        }

        if (left == 0) return;
        this.Explain(string.Create(
            CultureInfo.InvariantCulture,
            $"{left:N0} weaker {(left == 1 ? "incident was" : "incidents were")} left out: normal traffic alone "
                + $"brings more than {MaxPerDay:0.###} a day as strong. -All shows all."));
    }

    private void Write(AnomalyIncident incident) => WriteObject(assets is null ? incident : assets.Name(incident));
}
