using System.Management.Automation;
using NetAnomaly.Operations.Inputs;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>The errors of training a model again and of comparing models.</summary>
internal static class RetrainingErrors
{
    public static ErrorRecord NothingToTrainOn(string path) => ErrorFactory.Make(
        new InvalidOperationException("There is no flow before the nights that are to be compared."),
        ErrorIds.NothingToTrainOn, ErrorCategory.InvalidData, path,
        "Give exports of more days, fewer -CompareDays, or another range with -After and -Before.");

    public static ErrorRecord AllLeftOut(Exception cause, string path) => ErrorFactory.Make(
        cause, ErrorIds.NothingToTrainOn, ErrorCategory.InvalidData, path,
        "Check the suppressions and marks; -KeepSuspected trains on incidents that nobody has marked.");

    public static ErrorRecord NothingToCompare() => ErrorFactory.Make(
        new InvalidOperationException("There is no flow to compare the models on."), ErrorIds.NothingToMeasure,
        ErrorCategory.InvalidData, null, "Give exports of nights that neither model was trained on.");

    public static ErrorRecord Changed(ChangedFileException cause) => ErrorFactory.Make(
        cause, ErrorIds.ExportChanged, ErrorCategory.ResourceBusy, cause.Path,
        "Run again when nobody writes to the file, or leave it out.");

    public static ErrorRecord DoesNotFit(ArgumentException cause, AnomalyModel model) => ErrorFactory.Make(
        cause, ErrorIds.SequenceDoesNotFit, ErrorCategory.InvalidArgument, model,
        "Give exports with the columns that the model was trained on.");
}
