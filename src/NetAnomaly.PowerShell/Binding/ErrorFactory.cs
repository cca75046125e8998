using System.Management.Automation;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Engines;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Flows;
using NetAnomaly.Internal;
using NetAnomaly.Operations.Delivery;
using NetAnomaly.Operations.State;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>
/// Makes error records: what is wrong and where in the message, what to do in ErrorDetails (the prompt shows it as the
/// recommendation), with the exception beneath kept as it came.
/// </summary>
internal static class ErrorFactory
{
    public static ErrorRecord FlowFile(FlowFileException cause)
    {
        var (id, category) = cause.Fault switch
        {
            FlowFileFault.NotFound => (ErrorIds.FileNotFound, ErrorCategory.ObjectNotFound),
            FlowFileFault.IsDirectory => (ErrorIds.FlowFileIsDirectory, ErrorCategory.InvalidArgument),
            FlowFileFault.NotAFile => (ErrorIds.FlowFileNotRegular, ErrorCategory.InvalidArgument),
            FlowFileFault.Empty => (ErrorIds.FlowFileEmpty, ErrorCategory.InvalidData),
            FlowFileFault.UnknownFormat => (ErrorIds.FlowFormatUnknown, ErrorCategory.InvalidData),
            FlowFileFault.NestedArchive => (ErrorIds.FlowFileNestedArchive, ErrorCategory.InvalidData),
            FlowFileFault.Encrypted => (ErrorIds.FlowFileEncrypted, ErrorCategory.SecurityError),
            FlowFileFault.MissingColumn => (ErrorIds.FlowColumnMissing, ErrorCategory.InvalidData),
            FlowFileFault.Truncated => (ErrorIds.FlowFileTruncated, ErrorCategory.InvalidData),
            FlowFileFault.TooLarge => (ErrorIds.FlowFileTooLarge, ErrorCategory.LimitsExceeded),
            FlowFileFault.AccessDenied => (ErrorIds.FlowFileAccessDenied, ErrorCategory.PermissionDenied),
            _ => (ErrorIds.FlowFileMalformed, ErrorCategory.InvalidData),
        };
        return Make(cause, id, category, cause.Line > 0 ? $"{cause.Path}:{cause.Line}" : cause.Path, cause.Remedy);
    }

    public static ErrorRecord FolderEmpty(string path) => Make(
        new ItemNotFoundException($"{path}: there is no file in this folder or below it."), ErrorIds.FlowFolderEmpty,
        ErrorCategory.ObjectNotFound, path,
        "Check the path, and that exports are written there; hidden files do not count.");

    public static ErrorRecord FolderUnreadable(string path, Exception cause) => Make(
        cause, ErrorIds.FlowFolderUnreadable, ErrorCategory.PermissionDenied, path,
        "Check the folder's permissions; the other folders are read.");

    public static ErrorRecord Row(RejectedRow row) => Make(
        new FormatException(row.ToString()), ErrorIds.FlowRowRejected, ErrorCategory.InvalidData, row,
        "The other rows are read; -RejectPath collects the bad ones.");

    public static ErrorRecord NoSuchFormat(string name) => Make(
        new ItemNotFoundException($"There is no format '{name}'."), ErrorIds.FlowFormatUnknown,
        ErrorCategory.ObjectNotFound, name, "Get-FlowFormat without a name lists them all.");

    public static ErrorRecord FlowFileNotWritten(Exception cause, string path) => Make(
        cause, ErrorIds.FlowFileNotWritten, ErrorCategory.WriteError, path,
        "Name another file, or replace the one that is there with -Force; check that the folder exists and can be "
            + "written to.");

    public static ErrorRecord NotFound(string path, Exception? cause = null) => Make(
        cause ?? new ItemNotFoundException($"No file matches '{path}'."),
        ErrorIds.FileNotFound,
        ErrorCategory.ObjectNotFound,
        path,
        "Check the path; relative paths start at the current location.");

    public static ErrorRecord NotAFileSystemPath(string path, string provider) => Make(
        new NotSupportedException($"'{path}' is a path of the provider {provider}, not of the file system."),
        ErrorIds.NotAFileSystemPath,
        ErrorCategory.InvalidArgument,
        path,
        "Give the path of a file.");

    public static ErrorRecord RejectFile(Exception cause, string path) => Make(
        cause, ErrorIds.RejectFileUnusable, ErrorCategory.WriteError, path,
        "Name another file for -RejectPath, or replace the old one with -Force.");

    public static ErrorRecord ColumnMap(Exception cause, object? map) => Make(
        cause, ErrorIds.ColumnMapInvalid, ErrorCategory.InvalidArgument, map,
        "Example: -ColumnMap @{ Start = 'ts'; Source = 'src'; Destination = 'dst'; Bytes = 'bytes' }.");

    public static ErrorRecord HostMap(Exception cause, object map) => Make(
        cause, ErrorIds.HostMapInvalid, ErrorCategory.InvalidArgument, map,
        "Example: -HostMap @{ '10.0.0.5' = '10.0.0.77' }, the address that training knew first; or a CSV file with the "
            + "columns OldAddress, NewAddress, From and To.");

    public static ErrorRecord NotFlows(FormException cause, object input, bool orConversations) => Form(
        cause, input, ErrorIds.InputNotFlows,
        "Pipe in the output of Import-FlowData, New-SampleFlow"
            + $"{(orConversations ? ", or ConvertTo-FlowToken" : "")}, or such objects read back; rows of other tables "
            + "are for Import-FlowData -Path, or get a flow's names from Select-Object.");

    public static ErrorRecord NotResults(FormException cause, object input) => Form(
        cause, input, ErrorIds.InputNotResults,
        "Pipe in results of Test-FlowAnomaly, or such results read back with ConvertFrom-Json, Import-Csv or "
            + "Import-Clixml.");

    public static ErrorRecord NotIncidents(FormException cause, object input) => Form(
        cause, input, ErrorIds.InputNotResults,
        "Pipe in incidents of ConvertTo-AnomalyIncident or results of Test-FlowAnomaly, or such objects read back with "
            + "ConvertFrom-Json (written with -Depth 8) or Import-Clixml.");

    public static ErrorRecord NotAlerts(FormException cause, object input) => Form(
        cause, input, ErrorIds.InputNotAlerts,
        "Pipe in incidents of ConvertTo-AnomalyIncident, alerts, or either read back with Import-Clixml or "
            + "ConvertFrom-Json.");

    public static ErrorRecord AlertTarget(DeliveryException cause) => Make(
        cause, ErrorIds.AlertTargetInvalid, ErrorCategory.InvalidArgument, null,
        "Name at least one target: -Syslog, -Webhook, -Mail with -From and -To, -Directory, or -EventLog on Windows.");

    public static ErrorRecord AlertNotDelivered(DeliveryFailure failure) => Make(
        new DeliveryException(
            $"The alert {failure.Document.Id}, version {failure.Document.Version}, was not delivered: "
                + failure.Cause.Message,
            failure.Cause.CanRetry, failure.Cause),
        ErrorIds.AlertNotDelivered, ErrorCategory.ConnectionError, failure.Document.Key,
        failure.IsSpooled
            ? "The alert waits in the spool; the next call with the same -SpoolPath and target sends it first."
            : "Send it again, and give -SpoolPath so that alerts wait for the receiver.");

    public static ErrorRecord AlertSpool(SpoolException cause) => Make(
        cause, ErrorIds.AlertSpoolUnusable, ErrorCategory.WriteError, cause.Path,
        "Check that the directory exists, can be written to and has space; the alert was not sent.");

    public static ErrorRecord FeaturesDiffer(Exception cause, FlowRecord flow) => Make(
        cause, ErrorIds.FeaturesDiffer, ErrorCategory.InvalidData, flow,
        "Convert the flows of one export at a time, with a -Reference of the same export.");

    public static ErrorRecord FeaturesDifferFromModel(Exception cause, object target) => Make(
        cause, ErrorIds.FeaturesDiffer, ErrorCategory.InvalidData, target,
        "Keep exports with other columns apart: a model sees those of one export. Train another model on flows of "
            + "this one.");

    public static ErrorRecord NothingToFitOn(Exception cause) => Make(
        cause, ErrorIds.NothingToFitOn, ErrorCategory.InvalidData, null, "Give more flows, or flows that differ.");

    public static ErrorRecord ModelSeesNoFeatures(AnomalyModel model) => Make(
        new InvalidOperationException(
            $"The model '{model.Name}' is a {model.Architecture} model, which sees no features of flows."),
        ErrorIds.ModelSeesNoFeatures, ErrorCategory.InvalidArgument, model,
        "Give a Metric, NearestNeighbor or IsolationForest model.");

    public static ErrorRecord ModelKeepsNoReferences(Exception cause, AnomalyModel model) => Make(
        cause, ErrorIds.ModelKeepsNoReferences, ErrorCategory.InvalidArgument, model, "Give a Metric model.");

    public static ErrorRecord ModelFile(ModelFileException cause)
    {
        var (id, category) = cause.InnerException switch
        {
            FileNotFoundException or DirectoryNotFoundException =>
                (ErrorIds.FileNotFound, ErrorCategory.ObjectNotFound),
            NotSupportedException => (ErrorIds.EngineMissing, ErrorCategory.NotInstalled),
            _ => (ErrorIds.ModelFileUnusable, ErrorCategory.InvalidData),
        };
        return Make(cause, id, category, cause.Path, cause.Remedy);
    }

    public static ErrorRecord ModelNotWritten(ModelFileException cause) =>
        Make(cause, ErrorIds.ModelFileNotWritten, ErrorCategory.WriteError, cause.Path, cause.Remedy);

    public static ErrorRecord ModelOption(Exception cause, object? target) => Make(
        cause, ErrorIds.ModelOptionInvalid, ErrorCategory.InvalidArgument, target,
        "Change that parameter; Get-Help says what each may be.");

    public static ErrorRecord ForeignParameter(ForeignParameterException cause) => Make(
        cause,
        ErrorIds.ParameterDoesNotBelong,
        ErrorCategory.InvalidArgument,
        cause.Parameter,
        "Leave that parameter out, or choose the architecture, preset or learning mode that has it.");

    public static ErrorRecord SampleOption(Exception cause) => Make(
        cause, ErrorIds.SampleOptionInvalid, ErrorCategory.InvalidArgument, null,
        "Change that parameter; Get-Help New-SampleFlow says what each may be.");

    public static ErrorRecord NotTrained(AnomalyModel model) => Make(
        new InvalidOperationException($"The model '{model.Name}' has not been trained."),
        ErrorIds.ModelNotTrained,
        ErrorCategory.InvalidOperation,
        model,
        "Train it with Invoke-AnomalyTraining and use the model which that returns.");

    public static ErrorRecord NotLoaded(AnomalyModel model) => Make(
        new InvalidOperationException($"The weights of the model '{model.Name}' are not in memory: it was disposed."),
        ErrorIds.ModelNotLoaded,
        ErrorCategory.InvalidOperation,
        model,
        "Read it again with Import-AnomalyModel.");

    public static ErrorRecord EngineMissing(Exception cause, AnomalyModel? model) => Make(
        cause, ErrorIds.EngineMissing, ErrorCategory.NotInstalled, model,
        "Use another architecture, for instance TokenFrequency, or a version of NetAnomaly that has it.");

    public static ErrorRecord Engine(EngineException cause, object? target)
    {
        var (id, category) = cause.Fault switch
        {
            EngineFault.CannotDo => (ErrorIds.EngineCannotDo, ErrorCategory.InvalidArgument),
            EngineFault.WrongResults => (ErrorIds.EngineWrongResults, ErrorCategory.InvalidResult),
            EngineFault.OutOfMemory => (ErrorIds.EngineOutOfMemory, ErrorCategory.ResourceUnavailable),
            EngineFault.PackUnusable => (ErrorIds.EnginePackUnusable, ErrorCategory.InvalidData),
            EngineFault.PackExists => (ErrorIds.EnginePackExists, ErrorCategory.ResourceExists),
            EngineFault.PackNotWritten => (ErrorIds.EnginePackNotWritten, ErrorCategory.WriteError),
            EngineFault.FeedFailed => (ErrorIds.EngineFeedFailed, ErrorCategory.ResourceUnavailable),
            _ => (ErrorIds.EngineMissing, ErrorCategory.NotInstalled),
        };
        return Make(cause, id, category, target, cause.Remedy);
    }

    public static ErrorRecord EngineOption(Exception cause, object? target) => Make(
        cause, ErrorIds.EngineOptionInvalid, ErrorCategory.InvalidArgument, target,
        "Get-AnomalyEngine lists the devices; or leave -Device out.");

    public static ErrorRecord EnginePackNotFound(string what, object? target) => Make(
        new ItemNotFoundException($"There is no engine pack {what}."), ErrorIds.EnginePackNotFound,
        ErrorCategory.ObjectNotFound, target, "Get-AnomalyEngine lists the packs that are installed.");

    public static ErrorRecord SequenceDoesNotFit(Exception cause, Conversation sequence, ModelSpec model) =>
        AnomalyScorer.Fits(model, sequence)
        ? FeaturesDifferFromModel(cause, sequence)
        : Make(
            cause, ErrorIds.SequenceDoesNotFit, ErrorCategory.InvalidArgument, sequence,
            "Make conversations for this model with ConvertTo-FlowToken -Model.");

    public static ErrorRecord NothingToTrainOn(Exception cause, AnomalyModel model) => Make(
        cause, ErrorIds.NothingToTrainOn, ErrorCategory.InvalidData, model,
        "Give flows or conversations, and check -ExcludeLabel.");

    public static ErrorRecord TrainingFailed(TrainingException cause, AnomalyModel model) =>
        Make(cause, ErrorIds.TrainingFailed, ErrorCategory.InvalidResult, model, cause.Remedy);

    public static ErrorRecord NothingToMeasure(Exception cause) => Make(
        cause, ErrorIds.NothingToMeasure, ErrorCategory.InvalidData, null,
        "Give labelled flows or conversations that the model was not trained on.");

    public static ErrorRecord NoWordVectors(AnomalyModel model) => Make(
        new InvalidOperationException($"The model '{model.Name}' ({model.Architecture}) has no vectors of words."),
        ErrorIds.NoWordVectors,
        ErrorCategory.InvalidOperation,
        model,
        "Use a model that is a network of words: Clstm, Transformer or BiLstm.");

    public static ErrorRecord SchemeNotInModel(AnomalyModel model, TokenScheme scheme) => Make(
        new ArgumentException($"The model '{model.Name}' has no words of the token scheme {scheme}."),
        ErrorIds.SchemeNotInModel,
        ErrorCategory.InvalidArgument,
        scheme,
        $"Its token schemes are: {string.Join(", ", model.Spec.Schemes)}.");

    public static ErrorRecord TokenUnknown(string token, IReadOnlyList<TokenScheme> schemes) => Make(
        new ItemNotFoundException($"Training saw no word '{token}' of {string.Join(", ", schemes)}."),
        ErrorIds.TokenUnknown,
        ErrorCategory.ObjectNotFound,
        token,
        "Give a word as ConvertTo-FlowToken writes it, for instance t9 (ProtoByte) or 443 (ServicePort); no "
            + "wildcards.");

    public static ErrorRecord VerdictOption(Exception cause) => Make(
        cause, ErrorIds.VerdictOptionInvalid, ErrorCategory.InvalidArgument, null,
        "Give -AlertBudget (20/day) or -FalseDiscoveryRate (0.1), with -MaxPValue or -Threshold if you like.");

    public static ErrorRecord AllowUndeterminedAlone() => Make(
        new ArgumentException("-AllowUndetermined is for -Quiet: without it every result says itself what it is."),
        ErrorIds.VerdictOptionInvalid, ErrorCategory.InvalidArgument, null, "Add -Quiet, or leave it out.");

    public static ErrorRecord StatePathWithQuiet() => Make(
        new ArgumentException("-StatePath remembers whole scans, and -Quiet ends a scan with its first anomaly."),
        ErrorIds.VerdictOptionInvalid, ErrorCategory.InvalidArgument, null, "Leave out one of the two.");

    public static ErrorRecord ScanState(ScanStateException cause, string path) =>
        Make(cause, ErrorIds.ScanStateUnusable, ErrorCategory.InvalidData, path, cause.Remedy);

    public static ErrorRecord State(StateException cause, string path) => Make(
        cause, cause.Fault == StateFault.Held ? ErrorIds.ScanStateHeld : ErrorIds.ScanStateUnusable,
        cause.Fault == StateFault.Held ? ErrorCategory.ResourceBusy : ErrorCategory.InvalidData, path, cause.Remedy);

    public static ErrorRecord NoSuchIncident(string id, string path) => Make(
        new ItemNotFoundException(VisibleText.Of($"The state file '{path}' has no incident '{id}'.")),
        ErrorIds.IncidentNotFound, ErrorCategory.ObjectNotFound, id, "Get-AnomalyIncident lists those that it has.");

    public static ErrorRecord ExpectedPath(FormatException cause) => Make(
        cause, ErrorIds.ExpectedPathInvalid, ErrorCategory.InvalidArgument, null,
        "Write the date as .NET does: yyyy for the year, MM the month, dd the day, HH the hour.");

    public static ErrorRecord ScanFailure(string message, AnomalyScanRun run) => Make(
        new InvalidOperationException(message), ErrorIds.ScanFailed, ErrorCategory.InvalidResult, run,
        "What could be read was scanned; mend the rest, and the next run takes it.");

    public static ErrorRecord ScanUndetermined(string message, AnomalyScanSummary summary) => Make(
        new InvalidOperationException(message), ErrorIds.ScanUndetermined, ErrorCategory.InvalidResult, summary,
        "Check the input; train on more days or ask for less (-MaxPValue, -AlertBudget); or say with "
            + "-AllowUndetermined that what could not be judged counts as clean.");

    public static ErrorRecord ScoreNotFinite(string message, AnomalyScanSummary summary) => Make(
        new ArithmeticException(message), ErrorIds.ScoreNotFinite, ErrorCategory.InvalidResult, summary,
        "Train the model again; the results whose Verdict.Why is NotFinite are those.");

    // One answer of all cmdlets to objects that have come back from a form.
    private static ErrorRecord Form(FormException cause, object input, string typeId, string typeRemedy) =>
        cause.Fault switch
        {
            FormFault.Value => Make(
                cause, ErrorIds.InputValueInvalid, ErrorCategory.InvalidData, input,
                "Write times as ISO 8601, numbers with a decimal point and no marks between thousands; or give the "
                    + "file to Import-FlowData, which has -Culture, -TimeFormat and -TimeZone."),
            FormFault.Incomplete => Make(
                cause, ErrorIds.InputIncomplete, ErrorCategory.InvalidData, input,
                "Write with Export-Clixml, or with ConvertTo-Json -Depth 5; Export-Csv keeps no objects within "
                    + "objects."),
            _ => Make(cause, typeId, ErrorCategory.InvalidType, input, typeRemedy),
        };

    internal static ErrorRecord Make(
        Exception cause, string id, ErrorCategory category, object? target, string remedy)
    {
        var error = new ErrorRecord(VisibleText.Of(cause), id, category, target)
        {
            ErrorDetails = new ErrorDetails(VisibleText.OfLines(Text(cause)))
            {
                RecommendedAction = VisibleText.OfLines(remedy),
            },
        };
        // The object stays what it is, for scripts; its name is shown with the category.
        error.CategoryInfo.TargetName = VisibleText.Of(error.CategoryInfo.TargetName);
        return error;
    }

    // Which parameter of a method was wrong says nothing to who calls a cmdlet.
    private static string Text(Exception cause) =>
        cause is ArgumentException { ParamName: { } name } && cause.Message is var text
        && $" (Parameter '{name}')" is var end && text.EndsWith(end, StringComparison.Ordinal)
            ? text[..^end.Length]
            : cause.Message;
}
