namespace NetAnomaly.Operations.Alerts;

/// <summary>What all formats tell of an alert, bounded and ready to be written. Immutable.</summary>
internal sealed class AlertFacts
{
    private const int MostConversations = 10;
    private const int MostTexts = 10;

    /// <summary>Gathers the facts.</summary>
    public AlertFacts(AnomalyAlert alert)
    {
        Alert = alert;
        var incident = alert.Incident;
        Id = AlertText.Of(incident.Id, 128) ?? "-";
        Time = Utc(alert.Time);
        Start = Utc(incident.Start);
        End = Utc(incident.End) is var end && end < Start ? Start : end;
        Level = LevelScale.Of(alert);
        Host = HostAddress.Of(incident.Host);
        HostText = Host.Kind == HostAddressKind.None ? "unknown" : Host.Text;
        Name = AlertText.Of(incident.Asset?.Name, 255);
        Owner = AlertText.Of(incident.Asset?.Owner, 255);
        Role = AlertText.Of(incident.Asset?.Role, 255);
        Scan = AlertText.Of(incident.Scan, 255) ?? AnomalyResult.DefaultScan;
        Model = AlertText.Of(incident.Model, 255);
        Reasons = Texts(incident.Reasons);
        Labels = Texts(incident.Labels);
        Conversations = [.. incident.Top.Take(MostConversations).Select(result => new AlertConversation(result))];
        Techniques = AttackTable.Of(Conversations);
        Leading = Conversations.Count > 0 && Conversations[0].Evidence is [{ Name: { Length: > 0 } kind }, ..]
            ? kind
            : null;
        Title = Name is null ? $"Anomalous traffic of {HostText}" : $"Anomalous traffic of {Name} ({HostText})";
    }

    /// <summary>The product's version.</summary>
    public static string ProductVersion { get; } =
        typeof(AlertFacts).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>The alert.</summary>
    public AnomalyAlert Alert { get; }

    /// <summary>The incident.</summary>
    public AnomalyIncident Incident => Alert.Incident;

    /// <summary>The incident's id.</summary>
    public string Id { get; }

    /// <summary>When this version was made.</summary>
    public DateTime Time { get; }

    /// <summary>Start of the incident.</summary>
    public DateTime Start { get; }

    /// <summary>End of the incident, not before its start.</summary>
    public DateTime End { get; }

    /// <summary>How serious it is.</summary>
    public AlertLevel Level { get; }

    /// <summary>The host.</summary>
    public HostAddress Host { get; }

    /// <summary>The host's address, or <c>unknown</c>.</summary>
    public string HostText { get; }

    /// <summary>The host's name in the inventory.</summary>
    public string? Name { get; }

    /// <summary>Who answers for the host.</summary>
    public string? Owner { get; }

    /// <summary>What the host is for.</summary>
    public string? Role { get; }

    /// <summary>The scan.</summary>
    public string Scan { get; }

    /// <summary>The model.</summary>
    public string? Model { get; }

    /// <summary>Why, at most ten.</summary>
    public IReadOnlyList<string> Reasons { get; }

    /// <summary>Labels that came with the flows, at most ten.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The strangest conversations, at most ten.</summary>
    public IReadOnlyList<AlertConversation> Conversations { get; }

    /// <summary>The techniques that the evidence names.</summary>
    public IReadOnlyList<AttackTechnique> Techniques { get; }

    /// <summary>The evidence that carries most of the verdict over the strangest conversation.</summary>
    public string? Leading { get; }

    /// <summary>What it is about, in a few words.</summary>
    public string Title { get; }

    /// <summary>Title and reasons on one line.</summary>
    public string Message => (Alert.Action == AlertAction.Withdraw ? "Withdrawn: " : "") + Title
        + (Reasons.Count == 0 ? "" : $": {string.Join("; ", Reasons)}");

    /// <summary>How often normal traffic brings as much, where that is a number.</summary>
    public double? PerDay => Incident.ExpectedPerDay is { } rate && double.IsFinite(rate) ? rate : null;

    /// <summary>What happened to the incident, in the past tense.</summary>
    public string Happened => Alert.Action switch
    {
        AlertAction.Raise => "anomaly-raised",
        AlertAction.Update => "anomaly-updated",
        _ => "anomaly-withdrawn",
    };

    /// <summary>The addresses of the host and of all conversations, each once.</summary>
    public IReadOnlyList<HostAddress> Addresses =>
    [
        .. Conversations.SelectMany(conversation => new[] { conversation.Source, conversation.Destination })
            .Prepend(Host).Where(address => address.Kind != HostAddressKind.None).Distinct(),
    ];

    /// <summary>A time that much later, or the last that there is.</summary>
    public static DateTime Later(DateTime time, TimeSpan span) =>
        span <= TimeSpan.Zero ? Utc(time)
        : span < DateTime.MaxValue - time ? Utc(time) + span
        : Utc(DateTime.MaxValue);

    private static DateTime Utc(DateTime time) => time.Kind == DateTimeKind.Local
        ? time.ToUniversalTime()
        : DateTime.SpecifyKind(time, DateTimeKind.Utc);

    private static string[] Texts(IReadOnlyList<string> texts) =>
        [.. texts.Take(MostTexts).Select(text => AlertText.Of(text)).OfType<string>().Distinct(StringComparer.Ordinal)];
}
