using System.Management.Automation;
using NetAnomaly.Operations.Feedback;
using NetAnomaly.Operations.State;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Reads the incidents that nightly scans have found from their state file, strongest first.</summary>
[Cmdlet(VerbsCommon.Get, "AnomalyIncident")]
[OutputType(typeof(AnomalyIncident))]
public sealed class GetAnomalyIncidentCommand : CancellableCmdlet
{
    /// <summary>The state file of Invoke-AnomalyScan.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string StatePath { get; set; } = "";

    /// <summary>Ids of incidents; * and ? are wildcards.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Id { get; set; } = ["*"];

    /// <summary>Hosts; * and ? are wildcards.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [Alias("ComputerName")]
    public string[] HostName { get; set; } = ["*"];

    /// <summary>What the scan has done with them; by default those that were raised.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public IncidentStatus[]? Status { get; set; }

    /// <summary>All of them, whatever was done with them.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>What people found them to be.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public FeedbackMark[]? Mark { get; set; }

    /// <summary>Those that end before this are left out.</summary>
    [Parameter]
    public DateTime? After { get; set; }

    /// <summary>Those that begin at this or later are left out.</summary>
    [Parameter]
    public DateTime? Before { get; set; }

    /// <summary>Orders them by strength alone, whatever feedback says of their kind.</summary>
    [Parameter]
    public SwitchParameter IgnoreFeedback { get; set; }

    /// <inheritdoc/>
    protected override void OnEnd()
    {
        var path = ProviderPaths.Target(this, StatePath);
        try
        {
            using var store = StateStore.OpenExisting(path);
            var all = store.Seen(long.MinValue);
            var ranking = new FeedbackRanking(IgnoreFeedback ? [] : all);
            IncidentStatus[]? wanted = All ? null : Status ?? (Names(Id) ? null : [IncidentStatus.Raised]);
            var (ids, hosts) = (Patterns(Id), Patterns(HostName));
            foreach (
                var incident in all.Where(incident =>
                        (wanted is null || wanted.Contains(incident.Status!.Value))
                        && (Mark is null || Mark.Contains(incident.Feedback ?? FeedbackMark.Unknown))
                        && ids.Any(id => id.IsMatch(incident.Id)) && hosts.Any(host => host.IsMatch(incident.Host))
                        && (After is not { } after || incident.End > Utc(after))
                        && (Before is not { } before || incident.Start < Utc(before)))
                    .OrderByDescending(ranking.Rank).ThenBy(incident => incident.Start))
                WriteObject(incident);
        }
        catch (StateException cause)
        {
            ThrowTerminatingError(ErrorFactory.State(cause, path));
        }
    }

    // Whom ids are named of is shown whatever was done with it.
    private static bool Names(string[] ids) => !ids.Any(WildcardPattern.ContainsWildcardCharacters);

    private static WildcardPattern[] Patterns(string[] texts) =>
        [.. texts.Select(text => WildcardPattern.Get(text, WildcardOptions.IgnoreCase))];

    private static DateTime Utc(DateTime time) =>
        time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : DateTime.SpecifyKind(time, DateTimeKind.Utc);
}
