using System.Management.Automation;
using NetAnomaly.Operations.Assertions;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>The errors that a gate ends with.</summary>
internal static class AssertionErrors
{
    public static ErrorRecord Found(AssertionOutcome outcome) => ErrorFactory.Make(
        new InvalidOperationException(outcome.Text), ErrorIds.AnomalyFound, ErrorCategory.InvalidResult,
        outcome.Findings,
        "Look at them with Test-FlowAnomaly or ConvertTo-AnomalyIncident; what is known can be left out with "
            + "Test-AnomalySuppression before the gate.");

    public static ErrorRecord Undetermined(AssertionOutcome outcome) => ErrorFactory.Make(
        new InvalidOperationException(outcome.Text), ErrorIds.ScanUndetermined, ErrorCategory.InvalidResult, outcome,
        "Check the input; train on more days or ask for less (-MaxPValue, -AlertBudget); or say with "
            + "-AllowUndetermined that what could not be judged counts as clean.");

    public static ErrorRecord ReportNotWritten(Exception cause, string path) => ErrorFactory.Make(
        cause, ErrorIds.ReportNotWritten, ErrorCategory.WriteError, path,
        "Name another file, or replace the one that is there with -Force; check that the folder exists and can be "
            + "written to.");
}
