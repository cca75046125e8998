namespace NetAnomaly.Operations.Documents;

/// <summary>
/// A result as it is stored: all that incidents, alerts and suppressions ask of it, without the conversation's flows.
/// Immutable.
/// </summary>
internal sealed record ResultDocument
{
    // A scan of ports has thousands; no suppression describes them one by one.
    private const int MostServices = 256;

    public required string Id { get; init; }

    public required string Scan { get; init; }

    public required string Model { get; init; }

    public required DateTime WindowStart { get; init; }

    public required TimeSpan Window { get; init; }

    public FlowGrouping GroupBy { get; init; }

    public string? Source { get; init; }

    public string? Destination { get; init; }

    public string? ObservedSource { get; init; }

    public string? ObservedDestination { get; init; }

    public required string Host { get; init; }

    public int FlowCount { get; init; }

    public double Score { get; init; }

    public double PValue { get; init; }

    public PValueKind PValueKind { get; init; }

    public double? SmallestPValue { get; init; }

    public double? CautiousPValue { get; init; }

    public double? SmallestCautiousPValue { get; init; }

    public double? PValueOfKept { get; init; }

    public double? ExpectedPerDay { get; init; }

    public double? ExpectedPerDayOfKept { get; init; }

    public double? LeastPerDay { get; init; }

    public double? CountedDays { get; init; }

    public double? Severity { get; init; }

    public bool IsOfUnknownHosts { get; init; }

    public Judgement Judgement { get; init; }

    public string? Why { get; init; }

    public required string Reason { get; init; }

    public string? Predicted { get; init; }

    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>What it has of each service; empty where that are too many, or was not known.</summary>
    public IReadOnlyList<ServiceVolume> Services { get; init; } = [];

    public IReadOnlyList<EvidenceDocument> Evidence { get; init; } = [];

    public IReadOnlyList<ContributionDocument> TopFlows { get; init; } = [];

    public static ResultDocument Of(AnomalyResult result) => new()
    {
        Id = result.Id,
        Scan = result.Scan,
        Model = result.Model,
        WindowStart = result.WindowStart,
        Window = result.Window,
        GroupBy = result.Sequence.GroupBy,
        Source = result.SourceAddress,
        Destination = result.DestinationAddress,
        ObservedSource = result.ObservedSourceAddress,
        ObservedDestination = result.ObservedDestinationAddress,
        Host = result.Host,
        FlowCount = result.FlowCount,
        Score = result.Score,
        PValue = result.PValue,
        PValueKind = result.PValueKind,
        SmallestPValue = result.SmallestPValue,
        CautiousPValue = result.CautiousPValue,
        SmallestCautiousPValue = result.SmallestCautiousPValue,
        PValueOfKept = result.PValueOfKept,
        ExpectedPerDay = result.ExpectedPerDay,
        ExpectedPerDayOfKept = result.ExpectedPerDayOfKept,
        LeastPerDay = result.LeastPerDay,
        CountedDays = result.CountedDays,
        Severity = result.Severity,
        IsOfUnknownHosts = result.IsOfUnknownHosts,
        Judgement = result.Verdict.Judgement,
        Why = result.Verdict.Why,
        Reason = result.Reason,
        Predicted = result.Predicted,
        Labels = result.Labels,
        Services = result.Services is { Count: <= MostServices } services ? services : [],
        Evidence = [.. result.Evidence.Select(EvidenceDocument.Of)],
        TopFlows = [.. result.TopFlows.Select(ContributionDocument.Of)],
    };

    /// <summary>The result.</summary>
    /// <param name="calibration">
    /// How strong incidents of normal traffic are, where the model that made it is at hand.
    /// </param>
    public AnomalyResult ToResult(IIncidentCalibration? calibration = null) => new()
    {
        Id = Id,
        Scan = Scan,
        Model = Model,
        WindowStart = WindowStart,
        SourceAddress = Source,
        DestinationAddress = Destination,
        ObservedSourceAddress = ObservedSource,
        ObservedDestinationAddress = ObservedDestination,
        Host = Host,
        FlowCount = FlowCount,
        Score = Score,
        PValue = PValue,
        PValueKind = PValueKind,
        SmallestPValue = SmallestPValue,
        CautiousPValue = CautiousPValue,
        SmallestCautiousPValue = SmallestCautiousPValue,
        PValueOfKept = PValueOfKept,
        ExpectedPerDay = ExpectedPerDay,
        ExpectedPerDayOfKept = ExpectedPerDayOfKept,
        LeastPerDay = LeastPerDay,
        CountedDays = CountedDays,
        Severity = Severity,
        IsOfUnknownHosts = IsOfUnknownHosts,
        Verdict = new Verdict(Judgement, Why),
        Reason = Reason,
        Predicted = Predicted,
        Labels = Labels,
        Services = Services,
        Evidence = [.. Evidence.Select(evidence => evidence.ToEvidence())],
        TopFlows = [.. TopFlows.Select(part => part.ToContribution())],
        Sequence = Conversation.WithoutFlows(WindowStart, Window, GroupBy, Source, Destination),
        IncidentCalibration = calibration,
    };
}
