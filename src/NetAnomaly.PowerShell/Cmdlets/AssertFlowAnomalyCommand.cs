using System.Management.Automation;
using NetAnomaly.Core.Weights;
using NetAnomaly.Operations.Assertions;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>
/// Ends a pipeline in an error where something in it is anomalous, or where nothing could be judged; passes objects on.
/// </summary>
[Cmdlet(VerbsLifecycle.Assert, "FlowAnomaly", SupportsShouldProcess = true)]
[OutputType(typeof(AnomalyResult), typeof(AnomalyIncident), typeof(AnomalyAlert), typeof(PSObject))]
public sealed class AssertFlowAnomalyCommand : CancellableCmdlet
{
    private readonly List<AssertionFinding> findings = [];
    private long given;
    private long undetermined;

    /// <summary>Results, incidents or alerts.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>A report in the form of NUnit 3.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? NUnitPath { get; set; }

    /// <summary>A report as SARIF 2.1.0.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SarifPath { get; set; }

    /// <summary>The name of the suite in the NUnit report.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "NetAnomaly";

    /// <summary>What could not be judged counts as clean.</summary>
    [Parameter]
    public SwitchParameter AllowUndetermined { get; set; }

    /// <summary>Replaces reports that are there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

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
                // What cannot be read could have been anything.
                undetermined++;
                given++;
                WriteError(ErrorFactory.NotIncidents(cause, item.BaseObject));
            }
        }
    }

    /// <inheritdoc/>
    protected override void OnEnd()
    {
        var outcome = new AssertionOutcome { Findings = findings, Given = given, Undetermined = undetermined };
        var fails = !AllowUndetermined;
        Report(NUnitPath, stream => NUnitReport.Write(stream, outcome, Name, fails));
        Report(SarifPath, stream => SarifReport.Write(stream, outcome, fails));
        this.Explain(outcome.Text);
        if (findings.Count > 0) ThrowTerminatingError(AssertionErrors.Found(outcome));
        if (outcome.IsInconclusive && fails) ThrowTerminatingError(AssertionErrors.Undetermined(outcome));
    }

    private void Take(PSObject item)
    {
        if (item.BaseObject is AnomalyAlert { Action: AlertAction.Withdraw })
        {
            // It says that there is nothing any more.
        }
        else if (IncidentReader.IsAlert(item) || IncidentReader.Is(item))
        {
            findings.Add(AssertionFinding.Of(IncidentReader.Read(item)));
        }
        else
        {
            var result = ResultReader.Result(item);
            if (result.IsAnomaly) findings.Add(AssertionFinding.Of(result));
            if (result.Verdict.Judgement == Judgement.Undetermined) undetermined++;
        }

        given++;
        WriteObject(item);
    }

    private void Report(string? path, Action<Stream> write)
    {
        if (path is null) return;
        var file = ProviderPaths.Target(this, path);
        if (!this.Agrees(file, "Write a report")) return;
        try
        {
            AtomicFile.Write(file, Force, write);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // The other report, and the answer, come all the same.
            WriteError(AssertionErrors.ReportNotWritten(cause, file));
        }
    }
}
