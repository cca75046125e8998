namespace NetAnomaly.PowerShell.Binding;

/// <summary>
/// The identifiers of all errors, as scripts find them at the head of <c>FullyQualifiedErrorId</c>. Each is described
/// in docs/errors.md.
/// </summary>
internal static class ErrorIds
{
    public const string FileNotFound = nameof(FileNotFound);
    public const string NotAFileSystemPath = nameof(NotAFileSystemPath);
    public const string FlowFileIsDirectory = nameof(FlowFileIsDirectory);
    public const string FlowFileNotRegular = nameof(FlowFileNotRegular);
    public const string FlowFolderEmpty = nameof(FlowFolderEmpty);
    public const string FlowFolderUnreadable = nameof(FlowFolderUnreadable);
    public const string FlowFileEmpty = nameof(FlowFileEmpty);
    public const string FlowFormatUnknown = nameof(FlowFormatUnknown);
    public const string FlowColumnMissing = nameof(FlowColumnMissing);
    public const string FlowFileNestedArchive = nameof(FlowFileNestedArchive);
    public const string FlowFileEncrypted = nameof(FlowFileEncrypted);
    public const string FlowFileTruncated = nameof(FlowFileTruncated);
    public const string FlowFileMalformed = nameof(FlowFileMalformed);
    public const string FlowFileTooLarge = nameof(FlowFileTooLarge);
    public const string FlowFileAccessDenied = nameof(FlowFileAccessDenied);
    public const string FlowRowRejected = nameof(FlowRowRejected);
    public const string RejectFileUnusable = nameof(RejectFileUnusable);
    public const string FlowFileNotWritten = nameof(FlowFileNotWritten);
    public const string ColumnMapInvalid = nameof(ColumnMapInvalid);
    public const string HostMapInvalid = nameof(HostMapInvalid);
    public const string InputNotFlows = nameof(InputNotFlows);
    public const string InputValueInvalid = nameof(InputValueInvalid);
    public const string InputIncomplete = nameof(InputIncomplete);
    public const string FeaturesDiffer = nameof(FeaturesDiffer);
    public const string ModelSeesNoFeatures = nameof(ModelSeesNoFeatures);
    public const string ModelKeepsNoReferences = nameof(ModelKeepsNoReferences);
    public const string NothingToFitOn = nameof(NothingToFitOn);
    public const string SampleOptionInvalid = nameof(SampleOptionInvalid);
    public const string ModelOptionInvalid = nameof(ModelOptionInvalid);
    public const string ParameterDoesNotBelong = nameof(ParameterDoesNotBelong);
    public const string ModelFileUnusable = nameof(ModelFileUnusable);
    public const string ModelFileNotWritten = nameof(ModelFileNotWritten);
    public const string ModelNotTrained = nameof(ModelNotTrained);
    public const string ModelNotLoaded = nameof(ModelNotLoaded);
    public const string EngineMissing = nameof(EngineMissing);
    public const string EngineOptionInvalid = nameof(EngineOptionInvalid);
    public const string EngineCannotDo = nameof(EngineCannotDo);
    public const string EngineWrongResults = nameof(EngineWrongResults);
    public const string EngineOutOfMemory = nameof(EngineOutOfMemory);
    public const string EnginePackUnusable = nameof(EnginePackUnusable);
    public const string EnginePackExists = nameof(EnginePackExists);
    public const string EnginePackNotWritten = nameof(EnginePackNotWritten);
    public const string EnginePackNotFound = nameof(EnginePackNotFound);
    public const string EngineFeedFailed = nameof(EngineFeedFailed);
    public const string SequenceDoesNotFit = nameof(SequenceDoesNotFit);
    public const string NothingToTrainOn = nameof(NothingToTrainOn);
    public const string TrainingFailed = nameof(TrainingFailed);
    public const string NothingToMeasure = nameof(NothingToMeasure);
    public const string NoWordVectors = nameof(NoWordVectors);
    public const string SchemeNotInModel = nameof(SchemeNotInModel);
    public const string VerdictOptionInvalid = nameof(VerdictOptionInvalid);
    public const string ExpectedPathInvalid = nameof(ExpectedPathInvalid);
    public const string ExportChanged = nameof(ExportChanged);
    public const string IncidentNotFound = nameof(IncidentNotFound);
    public const string ScanFailed = nameof(ScanFailed);
    public const string ScanStateHeld = nameof(ScanStateHeld);
    public const string ScanStateUnusable = nameof(ScanStateUnusable);
    public const string ScanUndetermined = nameof(ScanUndetermined);
    public const string ScoreNotFinite = nameof(ScoreNotFinite);
    public const string InputNotResults = nameof(InputNotResults);
    public const string InputNotAlerts = nameof(InputNotAlerts);
    public const string AlertTargetInvalid = nameof(AlertTargetInvalid);
    public const string AlertNotDelivered = nameof(AlertNotDelivered);
    public const string AlertSpoolUnusable = nameof(AlertSpoolUnusable);
    public const string TokenUnknown = nameof(TokenUnknown);
    public const string SuppressionInvalid = nameof(SuppressionInvalid);
    public const string SuppressionEntryInvalid = nameof(SuppressionEntryInvalid);
    public const string SuppressionFileUnusable = nameof(SuppressionFileUnusable);
    public const string SuppressionExists = nameof(SuppressionExists);
    public const string SuppressionNotFound = nameof(SuppressionNotFound);
    public const string AssetTableInvalid = nameof(AssetTableInvalid);
    public const string PseudonymKeyUnusable = nameof(PseudonymKeyUnusable);
    public const string AnomalyFound = nameof(AnomalyFound);
    public const string ReportNotWritten = nameof(ReportNotWritten);
    public const string ScanRegistrationInvalid = nameof(ScanRegistrationInvalid);
    public const string ScanRegistrationExists = nameof(ScanRegistrationExists);
    public const string ScanRegistrationNotFound = nameof(ScanRegistrationNotFound);
    public const string SchedulerMissing = nameof(SchedulerMissing);
    public const string SchedulerAccessDenied = nameof(SchedulerAccessDenied);
    public const string SchedulerFailed = nameof(SchedulerFailed);
}
