namespace NetAnomaly.Operations.Tests.Suppressions;

/// <summary>Anomalous conversations and incidents of a night for tests.</summary>
internal static class Night
{
    public const string Scanner = "10.0.9.2";

    public static DateTime Now { get; } = new(2026, 3, 5, 8, 0, 0, DateTimeKind.Utc);

    public static DateTime At(int hour, int day = 4) => new(2026, 3, day, hour, 0, 0, DateTimeKind.Utc);

    public static AnomalyResult Result(
        string source = Scanner, string destination = "10.0.3.7", int hour = 1, int day = 4, int port = 443,
        string? service = null, string reason = "62 flows on port 443", long? bytes = 1000, int flows = 1,
        bool isKept = true, string? host = null, (string Name, double Share)[]? evidence = null)
    {
        FlowRecord[] all =
        [
            .. Enumerable.Range(0, flows).Select(at => new FlowRecord
            {
                Start = At(hour, day).AddSeconds(at), Protocol = "tcp", SourceAddress = source, SourcePort = 50000,
                DestinationAddress = destination, DestinationPort = port, Bytes = bytes, Service = service,
            }),
        ];
        var window = TimeSpan.FromHours(1);
        var result = new AnomalyResult
        {
            WindowStart = At(hour, day),
            SourceAddress = source,
            DestinationAddress = destination,
            FlowCount = flows,
            Score = 9,
            PValue = 0.0001,
            Verdict = Verdict.Anomalous,
            Reason = reason,
            Model = "office",
            Evidence = [.. (evidence ?? []).Select(one => new Evidence(one.Name, 0.001, one.Share))],
            Sequence = isKept
                ? new Conversation(
                    At(hour, day), window, FlowGrouping.Dyad, [TokenScheme.ProtoByte], all,
                    [[.. all.Select(_ => "t9")]])
                : Conversation.WithoutFlows(At(hour, day), window, FlowGrouping.Dyad, source, destination),
        };
        return host is null ? result : result with { Host = host };
    }

    public static AnomalyIncident Incident(params AnomalyResult[] results) => Incident(results.Length, results);

    public static AnomalyIncident Incident(int conversations, params AnomalyResult[] top) => new()
    {
        Id = "00000000000000aa",
        Subject = Subject.Host(top[0].Host),
        Host = top[0].Host,
        Start = top.Min(result => result.WindowStart),
        End = top.Max(result => result.WindowStart + result.Window),
        Conversations = conversations,
        Flows = conversations * (long)top[0].FlowCount,
        Peers = top.Select(result => result.DestinationAddress).Distinct().Count(),
        Score = 9,
        Severity = 9,
        PValue = 0.0001,
        Reasons = [.. top.Select(result => result.Reason).Distinct().Take(3)],
        Labels = [],
        Model = "office",
        Top = [.. top.Take(10)],
    };

    public static AnomalySuppression Suppression(string id = "scanner") => new()
    {
        Id = id, Reason = "the weekly scan", Author = "ada", Created = At(0, 1), Expires = At(0, 20),
    };
}
