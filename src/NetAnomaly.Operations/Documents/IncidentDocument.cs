namespace NetAnomaly.Operations.Documents;

/// <summary>An incident as it is stored. Immutable.</summary>
internal sealed record IncidentDocument
{
    public required string Id { get; init; }

    public required string Scan { get; init; }

    public SubjectKind SubjectKind { get; init; }

    public required string Subject { get; init; }

    public required string Host { get; init; }

    public HostAsset? Asset { get; init; }

    public required DateTime Start { get; init; }

    public required DateTime End { get; init; }

    public int Conversations { get; init; }

    public long Flows { get; init; }

    public int Peers { get; init; }

    public double Score { get; init; }

    public double Severity { get; init; }

    public double PValue { get; init; }

    public double? ExpectedPerDay { get; init; }

    public double? LeastPerDay { get; init; }

    public bool IsEstimate { get; init; }

    public IReadOnlyList<string> Reasons { get; init; } = [];

    public IReadOnlyList<string> Labels { get; init; } = [];

    public required string Model { get; init; }

    public IReadOnlyList<ResultDocument> Top { get; init; } = [];

    public static IncidentDocument Of(AnomalyIncident incident) => new()
    {
        Id = incident.Id,
        Scan = incident.Scan,
        SubjectKind = incident.Subject.Kind,
        Subject = incident.Subject.Key,
        Host = incident.Host,
        Asset = incident.Asset,
        Start = incident.Start,
        End = incident.End,
        Conversations = incident.Conversations,
        Flows = incident.Flows,
        Peers = incident.Peers,
        Score = incident.Score,
        Severity = incident.Severity,
        PValue = incident.PValue,
        ExpectedPerDay = incident.ExpectedPerDay,
        LeastPerDay = incident.LeastPerDay,
        IsEstimate = incident.IsEstimate,
        Reasons = incident.Reasons,
        Labels = incident.Labels,
        Model = incident.Model,
        Top = [.. incident.Top.Select(ResultDocument.Of)],
    };

    public AnomalyIncident ToIncident() => new()
    {
        Id = Id,
        Scan = Scan,
        Subject = new Subject(SubjectKind, Subject),
        Host = Host,
        Asset = Asset,
        Start = Start,
        End = End,
        Conversations = Conversations,
        Flows = Flows,
        Peers = Peers,
        Score = Score,
        Severity = Severity,
        PValue = PValue,
        ExpectedPerDay = ExpectedPerDay,
        LeastPerDay = LeastPerDay,
        IsEstimate = IsEstimate,
        Reasons = Reasons,
        Labels = Labels,
        Model = Model,
        Top = [.. Top.Select(result => result.ToResult())],
    };
}
