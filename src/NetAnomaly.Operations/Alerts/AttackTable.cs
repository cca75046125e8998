namespace NetAnomaly.Operations.Alerts;

/// <summary>
/// The one table from evidence to ATT&amp;CK. The first rule that holds for a conversation names its technique; most
/// evidence (unusual words, a new host, a new service, what adds up) names none.
/// </summary>
internal static class AttackTable
{
    private static readonly AttackTactic Discovery = new("TA0007", "Discovery");
    private static readonly AttackTactic Access = new("TA0006", "Credential Access");
    private static readonly AttackTactic Control = new("TA0011", "Command and Control");
    private static readonly AttackTactic Exfiltration = new("TA0010", "Exfiltration");
    private static readonly AttackTactic Impact = new("TA0040", "Impact");

    private static readonly AttackTechnique Scan = new("T1046", "Network Service Discovery", Discovery);

    private static readonly string[] Spread = ["FanOut", "NewDestinations"];
    private static readonly string[] Beat = ["Regularity", "RegularityOfNewHost"];
    private static readonly string[] Lasting =
        ["Regularity", "RegularityOfNewHost", "Persistence", "PersistenceOfNewHost"];

    private static readonly HashSet<int> Logins =
        [21, 22, 23, 88, 110, 143, 389, 445, 636, 993, 995, 1433, 1521, 3306, 3389, 5432, 5900, 5985, 5986];

    private static readonly HashSet<int> Web = [80, 443, 8000, 8008, 8080, 8443];
    private static readonly HashSet<int> Transfer = [20, 21, 69, 139, 445, 989, 990];
    private static readonly HashSet<int> Mail = [25, 110, 143, 465, 587, 993, 995];
    private static readonly HashSet<int> Names = [53, 853];

    /// <summary>The rules, in the order in which they are tried.</summary>
    public static IReadOnlyList<AttackRule> Rules { get; } =
    [
        new(Scan, ["Ports"], "more ports of one host are tried than its services need: a scan of ports"),
        new(Scan, Spread, "one client calls many hosts and gets no answer: a scan of hosts")
        {
            Beside = ["Unanswered"],
        },
        new(Scan, ["Unanswered"], "one client calls many hosts and gets no answer: a scan of hosts")
        {
            Beside = Spread,
        },
        new(new("T1110", "Brute Force", Access), ["FlowCount"],
            "far more connections than usual to a service where people log in: passwords are guessed")
        {
            Port = port => port is { } known && Logins.Contains(known),
        },
        new(new("T1041", "Exfiltration Over C2 Channel", Exfiltration), ["BytesOut"],
            "more is sent to the Internet than usual, to a host that is called regularly")
        {
            Beside = Lasting, IsToInternet = true,
        },
        new(new("T1048", "Exfiltration Over Alternative Protocol", Exfiltration), ["BytesOut"],
            "more is sent to the Internet than usual")
        {
            IsToInternet = true,
        },
        new(new("T1499", "Endpoint Denial of Service", Impact), ["FanIn"],
            "many clients at once open many connections to one service")
        {
            Beside = ["FlowCount"],
        },
        new(new("T1498", "Network Denial of Service", Impact), ["FanIn"],
            "many clients at once send much to one host")
        {
            Beside = ["BytesOut"],
        },
        Beacon("T1071.001", "Web Protocols", Web.Contains),
        Beacon("T1071.002", "File Transfer Protocols", Transfer.Contains),
        Beacon("T1071.003", "Mail Protocols", Mail.Contains),
        Beacon("T1071.004", "DNS", Names.Contains),
        new(new("T1571", "Non-Standard Port", Control), Beat,
            "calls at even intervals to a port that no common protocol of applications has")
        {
            Port = port => port >= 1024 && !Logins.Contains(port.Value),
        },
        new(new("T1071", "Application Layer Protocol", Control), Beat,
            "calls at even intervals to a host that was never called before"),
    ];

    /// <summary>The techniques that conversations show, each once, in the order of the conversations.</summary>
    public static IReadOnlyList<AttackTechnique> Of(IEnumerable<AlertConversation> conversations) =>
    [
        .. conversations.Select(conversation => Rules.FirstOrDefault(rule => rule.Holds(conversation))?.Technique)
            .OfType<AttackTechnique>().Distinct(),
    ];

    private static AttackRule Beacon(string id, string name, Func<int, bool> ports) =>
        new(new(id, name, Control), Beat, "calls at even intervals on a port of this protocol")
        {
            Port = port => port is { } known && ports(known),
        };
}
