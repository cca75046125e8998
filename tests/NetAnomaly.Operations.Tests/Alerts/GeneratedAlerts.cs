namespace NetAnomaly.Operations.Tests.Alerts;

/// <summary>
/// Alerts of all that may come: IPv6, hardware addresses and names, no port, no source, letters of all languages,
/// control characters, halves of surrogate pairs, the first and the last of times, no reasons, numbers that are none.
/// </summary>
internal sealed class GeneratedAlerts(int seed)
{
    private static readonly string[] Hosts =
    [
        "10.0.0.7", "192.168.1.20", "203.0.113.9", "255.255.255.255", "0.0.0.0", "2001:db8::1", "fe80::1%eth0", "::",
        "::1", "::ffff:10.1.2.3", "64:ff9b::192.0.2.33", "ff02::fb", "00:1b:44:11:3a:b7", "00-1B-44-11-3A-B7",
        "db-1.example.org", "host_7", "-", "*", "", "drucker böse", "1", "999.1.1.1", "a|b=c]d\"e\\f'g", "10.0.0.0/8",
    ];

    private static readonly string[] Words =
    [
        "", " ", "port 443", "Überfluß", "日本語のホスト", "שלום", "emoji 😀", "a|b=c\\d]e\"f'g<h>&", "line\r\nbreak",
        "\u0000\u0007\u001b[31m", "\u2028\u2029\u0085", "\u202eevil", "half \ud83d", "\udc00 half", "\ufeffmark",
        "%s%n${jndi:ldap://x}", "= | [x y=\"z\"]", new('x', 5000), new('ä', 1023),
        string.Concat(Enumerable.Repeat("😀", 700)),
    ];

    private static readonly string[] Kinds =
    [
        "Ports", "FanOut", "NewDestinations", "Unanswered", "FlowCount", "BytesOut", "Regularity", "Persistence",
        "FanIn", "NewSources", "Together", "Accumulation", "TokenFrequency ServicePort", "",
    ];

    private static readonly DateTime[] Times =
    [
        DateTime.MinValue, DateTime.MaxValue, DateTime.UnixEpoch, new(2026, 3, 5, 10, 0, 0, DateTimeKind.Utc),
        new(2026, 3, 5, 10, 0, 0, 1, DateTimeKind.Utc), new(2262, 4, 11, 23, 47, 17, DateTimeKind.Utc),
    ];

    private static readonly double[] Numbers =
        [0, 1, -1, 0.003, 12.5, 1e-300, 1e300, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    private static readonly int?[] Ports = [null, 0, 22, 80, 443, 4444, 65535];
    private static readonly string[] Protocols = ["tcp", "udp", "icmp", "ipv6-icmp", "TCP", "47", "", "böse \u0001"];
    private readonly Random random = new(seed);

    /// <summary>So many of them.</summary>
    public IEnumerable<AnomalyAlert> Take(int count) => Enumerable.Range(0, count).Select(Next);

    private AnomalyAlert Next(int number) => new()
    {
        Version = random.Next(4) == 0 ? int.MaxValue : random.Next(1, 5),
        Action = (AlertAction)random.Next(3),
        Time = Of(Times),
        Incident = new AnomalyIncident
        {
            Id = random.Next(20) == 0 ? Of(Words) : number.ToString("x16", CultureInfo.InvariantCulture),
            Scan = Of(Words),
            Host = Of(Hosts),
            Asset = random.Next(2) == 0 ? null : new HostAsset(Of(Words), Maybe(Words), Maybe(Words)),
            Start = Of(Times),
            End = Of(Times),
            Conversations = Of([0, 1, 7, int.MaxValue]),
            Flows = Of([0, 1, long.MaxValue]),
            Peers = Of([0, 1, int.MaxValue]),
            Score = Of(Numbers),
            Severity = Of(Numbers),
            PValue = Of(Numbers),
            ExpectedPerDay = random.Next(3) == 0 ? null : Of(Numbers),
            IsEstimate = random.Next(2) == 0,
            Reasons = Several(Words),
            Labels = Several(Words),
            Model = Of(Words),
            Top = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Result())],
        },
    };

    private AnomalyResult Result()
    {
        var sequence = Sequence();
        return new AnomalyResult
        {
            WindowStart = sequence.WindowStart,
            SourceAddress = random.Next(5) == 0 ? null : Of(Hosts),
            DestinationAddress = random.Next(5) == 0 ? null : Of(Hosts),
            FlowCount = random.Next(3),
            Score = Of(Numbers),
            PValue = Of(Numbers),
            Verdict = Verdict.Anomalous,
            Reason = Of(Words),
            Evidence = [.. Enumerable.Range(0, random.Next(4)).Select(_ => new Evidence(Of(Kinds), Of(Numbers), 0.3))],
            Model = Of(Words),
            Sequence = sequence,
        };
    }

    private Conversation Sequence()
    {
        var (start, window) = (Of(Times), TimeSpan.FromHours(1));
        if (random.Next(4) == 0)
            return Conversation.WithoutFlows(start, window, FlowGrouping.Dyad, Of(Hosts), Of(Hosts));
        FlowRecord[] flows =
        [
            .. Enumerable.Range(0, random.Next(1, 3)).Select(_ => new FlowRecord
            {
                Start = start, Protocol = Of(Protocols), SourceAddress = Of(Hosts), DestinationAddress = Of(Hosts),
                SourcePort = Of(Ports), DestinationPort = Of(Ports),
            }),
        ];
        return new Conversation(start, window, FlowGrouping.Dyad, [], flows, []);
    }

    private string[] Several(string[] from) => [.. Enumerable.Range(0, random.Next(4)).Select(_ => Of(from))];

    private string? Maybe(string[] from) => random.Next(2) == 0 ? null : Of(from);

    private T Of<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
