namespace NetAnomaly.Operations.Tests.Alerts;

/// <summary>One alert with all that an alert can have.</summary>
internal static class SampleAlert
{
    /// <summary>Start of the incident.</summary>
    public static DateTime Start { get; } = new(2026, 3, 5, 10, 0, 0, DateTimeKind.Utc);

    /// <summary>The alert.</summary>
    public static AnomalyAlert Of(
        AlertAction action = AlertAction.Raise, int version = 1, string reason = "40 ports of 10.0.1.1",
        string? id = null, params Evidence[] evidence) => new()
    {
        Version = version,
        Action = action,
        Time = Start.AddHours(2).AddMinutes(version),
        Incident = Incident(reason, id, evidence.Length == 0 ? [new("Ports", 0.001, 0.8)] : evidence),
    };

    /// <summary>The result of a conversation.</summary>
    public static AnomalyResult Result(
        string reason, Evidence[] evidence, int? port = 22, string destination = "10.0.1.1")
    {
        FlowRecord[] flows =
        [
            new()
            {
                Start = Start, Protocol = "tcp", SourceAddress = "10.0.0.7", SourcePort = 40000,
                DestinationAddress = destination, DestinationPort = port,
            },
        ];
        var sequence = new Conversation(Start, TimeSpan.FromHours(1), FlowGrouping.Dyad, [], flows, []);
        return new AnomalyResult
        {
            WindowStart = Start, SourceAddress = "10.0.0.7", DestinationAddress = destination, FlowCount = 1,
            Score = 9.5, PValue = 0.001, Verdict = Verdict.Anomalous, Reason = reason, Evidence = evidence,
            Model = "office", Sequence = sequence,
        };
    }

    private static AnomalyIncident Incident(string reason, string? id, Evidence[] evidence) => new()
    {
        Id = id ?? "00c0ffee00c0ffee",
        Subject = Subject.Host("10.0.0.7"),
        Host = "10.0.0.7",
        Asset = new HostAsset("till-7", "Shop", "point of sale"),
        Start = Start,
        End = Start.AddHours(1),
        Conversations = 1,
        Flows = 41,
        Peers = 1,
        Score = 9.5,
        Severity = 6.9,
        PValue = 0.001,
        ExpectedPerDay = 0.01,
        Reasons = [reason],
        Labels = ["Scan"],
        Model = "office",
        Top = [Result(reason, evidence)],
    };
}
