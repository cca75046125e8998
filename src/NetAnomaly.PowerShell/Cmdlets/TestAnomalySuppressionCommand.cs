using System.Management.Automation;
using NetAnomaly.Operations.Suppressions;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Passes on results, incidents and alerts that no suppression hides, and reports what was hidden.</summary>
[Cmdlet(VerbsDiagnostic.Test, "AnomalySuppression", DefaultParameterSetName = PassSet)]
[OutputType(
    typeof(AnomalyResult), typeof(AnomalyIncident), typeof(AnomalyAlert), typeof(PSObject),
    ParameterSetName = [PassSet])]
[OutputType(typeof(SuppressionCount), ParameterSetName = [ReportSet])]
public sealed class TestAnomalySuppressionCommand : SuppressionCmdlet
{
    /// <summary>The name of the property that says which suppression hides an object.</summary>
    private const string Mark = "SuppressedBy";

    private const string PassSet = "Pass";
    private const string ReportSet = "Report";

    private readonly List<(PSObject Input, AnomalyResult Result)> waiting = [];
    private SuppressionDocument? document;
    private SuppressionList list = SuppressionList.Empty;
    private SuppressionCounter? counter;
    private HashSet<string> marked = [];
    private ILookup<string, AnomalyResult>? conversations;
    private DateTime now;

    /// <summary>Results, incidents or alerts.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>All anomalous results of the incidents, which keep no more than ten each.</summary>
    [Parameter]
    [ValidateNotNull]
    public PSObject[] Conversation { get; set; } = [];

    /// <summary>The time that expiries are compared with; now by default.</summary>
    [Parameter]
    public DateTime? At { get; set; }

    /// <summary>The share of what is given above which a suppression is too broad.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    public double MaxShare { get; set; } = SuppressionCounter.DefaultMaxShare;

    /// <summary>Ids of incidents or results that somebody marked as true.</summary>
    [Parameter]
    [ValidateNotNull]
    public string[] TrueId { get; set; } = [];

    /// <summary>Passes all on, and says in SuppressedBy which suppression hides them.</summary>
    [Parameter(ParameterSetName = PassSet)]
    public SwitchParameter IncludeSuppressed { get; set; }

    /// <summary>Gives a count for each suppression instead.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ReportSet)]
    public SwitchParameter Report { get; set; }

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        now = At is { } at ? Utc(at) : DateTime.UtcNow;
        document = ReadFile();
        list = new SuppressionList(document.Suppressions);
        counter = new SuppressionCounter(list, now, MaxShare);
        marked = new HashSet<string>(TrueId, StringComparer.OrdinalIgnoreCase);
        conversations = Known().ToLookup(result => Key(result.Scan, result.Host), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    protected override void OnRecord()
    {
        Cancellation.ThrowIfCancellationRequested();
        foreach (var input in ObjectForm.Elements(InputObject) ?? [InputObject!])
        {
            var item = PSObject.AsPSObject(input ?? "");
            try
            {
                Take(item);
            }
            catch (FormException cause)
            {
                WriteError(ErrorFactory.NotIncidents(cause, item.BaseObject));
            }
        }
    }

    /// <inheritdoc/>
    protected override void OnEnd()
    {
        var matches = list.MatchAll([.. waiting.Select(item => item.Result)], now);
        for (var i = 0; i < matches.Count; i++) Decide(waiting[i].Input, waiting[i].Result, matches[i]);
        SuppressionReport.Write(
            this, counter!.Summarize([.. document!.Faults.Select(fault => fault.ToString())]), Report);
    }

    private void Take(PSObject input)
    {
        if (IncidentReader.IsAlert(input) || IncidentReader.Is(input))
        {
            var incident = IncidentReader.Read(input);
            var match = list.Match(incident, now, Of(incident));
            counter!.Add(incident.Id, match, IsTrue(input, incident.Id));
            Write(input, match);
            return;
        }

        var result = ResultReader.Result(input);
        // What a day holds is known at the end.
        if (list.HasCeilings) waiting.Add((input, result));
        else Decide(input, result, list.Match(result, now));
    }

    private void Decide(PSObject input, AnomalyResult result, SuppressionMatch match)
    {
        if (result.IsAnomaly) counter!.Add(result.Id, match, IsTrue(input, result.Id));
        Write(input, match);
    }

    private void Write(PSObject input, SuppressionMatch match)
    {
        foreach (var miss in match.Misses) this.Explain(miss.Text + ".");
        if (Report || (match.IsHidden && !IncludeSuppressed)) return;
        if (IncludeSuppressed)
        {
            input.Properties.Remove(Mark);
            input.Properties.Add(new PSNoteProperty(Mark, match.HiddenBy?.Id));
        }

        WriteObject(input);
    }

    private bool IsTrue(PSObject input, string id) => marked.Contains(id)
        || (FormValue.Text(new ObjectForm(input)["Feedback"]) is { } said
            && said.Equals("True", StringComparison.OrdinalIgnoreCase));

    private List<AnomalyResult> Known()
    {
        var known = new List<AnomalyResult>();
        foreach (var input in Conversation)
        {
            try
            {
                if (ResultReader.Result(input) is { IsAnomaly: true } result) known.Add(result);
            }
            catch (FormException cause)
            {
                WriteError(ErrorFactory.NotResults(cause, input.BaseObject));
            }
        }

        return known;
    }

    private AnomalyResult[] Of(AnomalyIncident incident) =>
        [
            .. conversations![Key(incident.Scan, incident.Host)].Where(
                result => result.WindowStart >= incident.Start && result.WindowStart < incident.End),
        ];

    private static string Key(string scan, string host) => $"{scan}\n{host}";
}
