using System.Management.Automation;
using NetAnomaly.Core.Scoring;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>
/// Decides again which results are anomalous, without scoring again: results from the pipeline, or read back from a
/// file.
/// </summary>
[Cmdlet(VerbsCommon.Set, "AnomalyThreshold")]
[OutputType(typeof(AnomalyResult), typeof(PSObject))]
public sealed class SetAnomalyThresholdCommand : CancellableCmdlet
{
    private AlertSelector<PSObject>? verdicts;

    /// <summary>Results.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Anomalous are scores of at least this.</summary>
    [Parameter]
    public double? Threshold { get; set; }

    /// <summary>Anomalous are p-values of at most this.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    public double? MaxPValue { get; set; }

    /// <summary>At most so many alerts in a time: the strangest of each day, hour or week.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNull]
    public AlertBudget? AlertBudget { get; set; }

    /// <summary>The share of false alerts among all, by the rule of Benjamini and Hochberg over all results.</summary>
    [Parameter]
    public double? FalseDiscoveryRate { get; set; }

    /// <summary>Leaves normal conversations out of the output.</summary>
    [Parameter]
    public SwitchParameter AnomalyOnly { get; set; }

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        // Stored results may have been sorted by anything: a period of a budget is over only when all are.
        verdicts = new AlertSelector<PSObject>(
            VerdictArguments.Rule(this, Threshold, MaxPValue, AlertBudget, FalseDiscoveryRate), AnomalyOnly,
            inOrder: false);
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
            Write(verdicts!.Add(input, ResultReader.Of(input)));
        }
        catch (FormException cause)
        {
            WriteError(ErrorFactory.NotResults(cause, input.BaseObject));
        }
    }

    /// <inheritdoc/>
    protected override void OnEnd()
    {
        Write(verdicts!.Complete());
        ScanReport.Write(this, verdicts.Summary);
    }

    private void Write(IReadOnlyList<(PSObject Result, Verdict Verdict)> decided)
    {
        foreach (var (result, verdict) in decided) WriteObject(ResultReader.With(result, verdict));
    }
}
