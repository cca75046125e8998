namespace NetAnomaly.Operations.Assets;

/// <summary>Copies one object with tokens in place of its addresses and names.</summary>
internal sealed class PseudonymCopy
{
    private readonly Pseudonyms pseudonyms;
    private readonly PseudonymText text;
    private readonly Dictionary<FlowRecord, FlowRecord> flows = new(ReferenceEqualityComparer.Instance);

    public PseudonymCopy(Pseudonyms pseudonyms, IEnumerable<string> hosts, IEnumerable<HostAsset> assets)
    {
        this.pseudonyms = pseudonyms;
        text = new PseudonymText(pseudonyms, hosts, assets);
    }

    public AnomalyIncident Incident(AnomalyIncident incident) => incident with
    {
        Id = pseudonyms.OfId(incident.Id),
        Subject = About(incident.Subject),
        Scan = text.Of(incident.Scan),
        Host = pseudonyms.OfHost(incident.Host),
        Asset = Asset(incident.Asset),
        Reasons = [.. incident.Reasons.Select(text.Of)],
        Labels = [.. incident.Labels.Select(text.Of)],
        Model = text.Of(incident.Model),
        Top = [.. incident.Top.Select(Result)],
    };

    public AnomalyResult Result(AnomalyResult result)
    {
        var explanation = result.Explanation is { } told ? Explanation(told) : null;
        FlowContribution[] top = [.. result.TopFlows.Select(Contribution)];
        var reason = text.Of(result.Reason);
        return result with
        {
            SourceAddress = Host(result.SourceAddress),
            DestinationAddress = Host(result.DestinationAddress),
            ObservedSourceAddress = Host(result.ObservedSourceAddress),
            ObservedDestinationAddress = Host(result.ObservedDestinationAddress),
            Host = pseudonyms.OfHost(result.Host),
            Verdict = result.Verdict with { Why = Text(result.Verdict.Why) },
            Scan = text.Of(result.Scan),
            Id = pseudonyms.OfId(result.Id),
            Reason = reason,
            TopFlows = top,
            Labels = [.. result.Labels.Select(text.Of)],
            Predicted = Text(result.Predicted),
            Evidence = [.. result.Evidence.Select(one => one with { About = one.About is { } it ? About(it) : null })],
            Model = text.Of(result.Model),
            IncidentCalibration = null,
            Sequence = Sequence(result.Sequence),
            Details = explanation is null ? null : new ToldExplanation(reason, top, explanation),
        };
    }

    private Conversation Sequence(Conversation of)
    {
        if (of.FlowCount == 0)
        {
            return Conversation.WithoutFlows(
                of.WindowStart, of.Window, of.GroupBy, Host(of.SourceAddress), Host(of.DestinationAddress));
        }

        string[][] words = [.. Enumerable.Range(0, of.Schemes.Count).Select(scheme => Words(of.Words(scheme)))];
        return new Conversation(
            of.WindowStart, of.Window, of.GroupBy, of.Schemes, [.. of.Flows.Select(Flow)], words);
    }

    private string[] Words(ReadOnlySpan<string> of)
    {
        var words = new string[of.Length];
        for (var i = 0; i < of.Length; i++) words[i] = text.Of(of[i]);
        return words;
    }

    private FlowRecord Flow(FlowRecord flow)
    {
        if (flows.TryGetValue(flow, out var known)) return known;
        var copy = flow with
        {
            SourceAddress = pseudonyms.OfHost(flow.SourceAddress),
            DestinationAddress = pseudonyms.OfHost(flow.DestinationAddress),
            ObservedSourceAddress = Host(flow.ObservedSourceAddress),
            ObservedDestinationAddress = Host(flow.ObservedDestinationAddress),
            Exporter = null,
            Protocol = text.Of(flow.Protocol),
            State = Text(flow.State),
            Service = Text(flow.Service),
            Label = Text(flow.Label),
            Features = Features(flow.Features),
            File = flow.File is { } file ? pseudonyms.OfFile(file) : null,
        };
        flows.Add(flow, copy);
        return copy;
    }

    private FlowFeatures? Features(FlowFeatures? of) => of is null || of.Categories.Count == 0 ? of
        : new FlowFeatures(of.Schema, [.. of.Numbers], [.. of.Categories.Select(text.Of)]);

    private AnomalyExplanation Explanation(AnomalyExplanation of) => of with
    {
        Sentence = text.Of(of.Sentence),
        Flows = [.. of.Flows.Select(Flow)],
        Causes =
        [
            .. of.Causes.Select(cause => cause with
            {
                Word = text.Of(cause.Word),
                Meaning = text.Of(cause.Meaning),
                Flows = [.. cause.Flows.Select(Flow)],
                Expected = [.. cause.Expected.Select(word => word with { Word = text.Of(word.Word) })],
            }),
        ],
        Nearest = Text(of.Nearest),
    };

    private FlowContribution Contribution(FlowContribution of) =>
        of with { Flow = Flow(of.Flow), Word = text.Of(of.Word) };

    private HostAsset? Asset(HostAsset? of) => of is null ? null : new HostAsset(
        pseudonyms.OfName(of.Name), of.Owner is { } owner ? pseudonyms.OfOwner(owner) : null, Text(of.Role));

    private Subject About(Subject subject) => subject.Key is null ? subject : subject with
    {
        Key = subject.Kind == SubjectKind.Host ? pseudonyms.OfHost(subject.Key) : text.Of(subject.Key),
    };

    private string? Host(string? address) => address is null ? null : pseudonyms.OfHost(address);

    private string? Text(string? of) => of is null ? null : text.Of(of);
}
