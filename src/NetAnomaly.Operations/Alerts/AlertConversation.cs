namespace NetAnomaly.Operations.Alerts;

/// <summary>A conversation of an incident as alerts tell of it. Immutable.</summary>
internal sealed record AlertConversation
{
    private const int MostEvidence = 8;

    /// <summary>Takes what is told of a result.</summary>
    public AlertConversation(AnomalyResult result)
    {
        Id = AlertText.Of(result.Id) ?? "";
        Source = HostAddress.Of(result.SourceAddress);
        Destination = HostAddress.Of(result.DestinationAddress);
        Start = result.WindowStart;
        End = AlertFacts.Later(result.WindowStart, result.Window);
        Flows = Math.Max(result.FlowCount, 0);
        Score = result.Score;
        PValue = result.PValue;
        Reason = AlertText.Of(result.Reason);
        Evidence =
        [
            .. result.Evidence.Where(evidence => evidence.Share > 0).OrderByDescending(evidence => evidence.Share)
                .Take(MostEvidence).Select(evidence => evidence with { Name = AlertText.Of(evidence.Name, 64) ?? "" }),
        ];
        Named = NamedEvidence.Of(result.Evidence);
        var flows = result.Sequence.Flows;
        DestinationPort = Same(flows, flow => flow.DestinationPort);
        SourcePort = Same(flows, flow => flow.SourcePort);
        Protocol = flows.Count > 0 && flows.All(flow => flow.Protocol == flows[0].Protocol)
            ? AlertText.Of(flows[0].Protocol, 32)?.ToLowerInvariant()
            : null;
    }

    /// <summary>The result's id.</summary>
    public string Id { get; }

    /// <summary>Who opened it.</summary>
    public HostAddress Source { get; }

    /// <summary>Whom it was opened to.</summary>
    public HostAddress Destination { get; }

    /// <summary>The source's port, where all flows have the same.</summary>
    public int? SourcePort { get; }

    /// <summary>The destination's port, where all flows have the same.</summary>
    public int? DestinationPort { get; }

    /// <summary>The protocol, where all flows have the same.</summary>
    public string? Protocol { get; }

    /// <summary>Start of its window.</summary>
    public DateTime Start { get; }

    /// <summary>End of its window.</summary>
    public DateTime End { get; }

    /// <summary>How many flows it has.</summary>
    public int Flows { get; }

    /// <summary>Its score.</summary>
    public double Score { get; }

    /// <summary>Its p-value.</summary>
    public double PValue { get; }

    /// <summary>Why it is anomalous.</summary>
    public string? Reason { get; }

    /// <summary>What speaks against it, by share in the verdict.</summary>
    public IReadOnlyList<Evidence> Evidence { get; }

    /// <summary>The kinds of evidence that name what happened.</summary>
    public NamedEvidence Named { get; }

    private static int? Same(IReadOnlyList<FlowRecord> flows, Func<FlowRecord, int?> port)
    {
        if (flows.Count == 0) return null;
        var first = port(flows[0]);
        return flows.All(flow => port(flow) == first) ? first : null;
    }
}
