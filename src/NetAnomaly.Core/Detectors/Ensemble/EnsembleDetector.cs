using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>
/// Several detectors and the surroundings of a conversation, together. The score is −ln of the combined p-value; the
/// scores of flows are those of the member that sees the most of them.
/// </summary>
internal sealed class EnsembleDetector : IWindowDetector
{
    private readonly EnsembleMember[] members;
    private readonly EnsembleMember lead;
    private readonly EnsembleCombiner verdicts;
    private readonly EvidenceSource[] sources;

    internal EnsembleDetector(EnsembleMember[] members, EnsembleCombiner verdicts, TimeSpan window)
    {
        this.members = members;
        this.verdicts = verdicts;
        lead = members.MaxBy(member => member.Spec.Schemes.Count)!;
        sources = EvidenceSource.Of([.. members.Select(member => member.Name)], verdicts);
        State = new DetectorState { Members = [.. members.Select(member => member.Detector)] };
        Reasons = new EnsembleReasons(lead, verdicts, window);
    }

    /// <inheritdoc/>
    public DetectorState State { get; }

    /// <inheritdoc/>
    public bool HasWeights => true;

    /// <inheritdoc/>
    public DetectorScope Scope => DetectorScope.Window;

    /// <inheritdoc/>
    public IExplainer Reasons { get; }

    /// <inheritdoc/>
    /// <remarks>Windows are told apart by their start: give whole ones, which are a scan of their own.</remarks>
    public IReadOnlyList<ConversationScore> Score(
        IReadOnlyList<Conversation> conversations, CancellationToken cancellation) =>
        Score(conversations, new EvidenceState(), cancellation);

    /// <inheritdoc/>
    public IReadOnlyList<ConversationScore> Score(
        IReadOnlyList<Conversation> conversations, EvidenceState state, CancellationToken cancellation)
    {
        var (leading, scores, around) = ScoreAlone(conversations, cancellation);
        cancellation.ThrowIfCancellationRequested();
        var judged = Judge(around, scores, state);
        var results = new ConversationScore[conversations.Count];
        for (var i = 0; i < results.Length; i++)
        {
            var conversation = conversations[i];
            results[i] = Whole(leading[i], judged[i], conversation.SourceAddress, conversation.DestinationAddress);
        }

        return results;
    }

    /// <inheritdoc/>
    public IReadOnlyList<LocalScore> ScoreLocally(
        IReadOnlyList<Conversation> conversations, CancellationToken cancellation)
    {
        var (leading, scores, around) = ScoreAlone(conversations, cancellation);
        return
        [
            .. conversations.Select((conversation, i) => new LocalScore(
                conversation.SourceAddress, conversation.DestinationAddress, leading[i],
                Array.ConvertAll(scores, member => member[i]), around[i])),
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyList<ConversationScore> JudgeWindows(
        IReadOnlyList<LocalScore> conversations, EvidenceState state)
    {
        double[][] scores =
        [
            .. members.Select((_, m) => conversations.Select(local => local.MemberScores[m]).ToArray()),
        ];
        var judged = Judge([.. conversations.Select(local => local.Summary)], scores, state);
        return
        [
            .. conversations.Select(
                (local, i) => Whole(local.Own, judged[i], local.SourceAddress, local.DestinationAddress)),
        ];
    }

    // Window by window, as evidence adds up.
    private EnsembleScore[] Judge(ConversationSummary[] rows, double[][] scores, EvidenceState state)
    {
        if (rows.Length == 0) return [];
        if (Array.TrueForAll(rows, row => row.Window == rows[0].Window)) return verdicts.Judge(rows, scores, state);
        var judged = new EnsembleScore[rows.Length];
        foreach (var window in Enumerable.Range(0, rows.Length).GroupBy(i => rows[i].Window).OrderBy(own => own.Key))
        {
            int[] own = [.. window];
            var some = verdicts.Judge(
                Array.ConvertAll(own, i => rows[i]),
                Array.ConvertAll(scores, member => Array.ConvertAll(own, i => member[i])), state);
            for (var i = 0; i < own.Length; i++) judged[own[i]] = some[i];
        }

        return judged;
    }

    private (IReadOnlyList<ConversationScore> Leading, double[][] Scores, ConversationSummary[] Around) ScoreAlone(
        IReadOnlyList<Conversation> conversations, CancellationToken cancellation)
    {
        IReadOnlyList<ConversationScore> leading = [];
        // Needs nothing of the members.
        var summaries = Task.Run(() => ConversationSummaryBuilder.Of(conversations), cancellation);
        var scores = new double[members.Length][];
        for (var m = 0; m < members.Length; m++)
        {
            var member = members[m];
            var own = member.Score(conversations, cancellation);
            scores[m] = [.. own.Select(score => Aggregation.Score(score, member.Spec))];
            if (member == lead) leading = own;
        }

        return (leading, scores, summaries.GetAwaiter().GetResult());
    }

    private ConversationScore Whole(ConversationScore own, EnsembleScore judged, string? source, string? destination) =>
        own with
        {
            Total = judged.Score,
            Facts = new EnsembleDetails(own, judged.Facts, judged.Ledger)
            {
                Evidence = judged.Evidence, Shares = judged.Shares,
            },
            Evidence = new EnsembleEvidence(sources, judged, source, destination),
            IsOfUnknownHosts = judged.IsOfUnknownHosts,
            Rates = judged.Rates,
            Hosts = judged.Hosts,
        };

    /// <inheritdoc/>
    public int[] Fingerprint(Conversation conversation) =>
        [.. members.SelectMany(member => member.Detector.Fingerprint(member.View(conversation)))];

    /// <inheritdoc/>
    public void WriteWeights(Stream stream) => EnsembleWeights.Of(verdicts).Write(stream);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var member in members) member.Detector.Dispose();
    }
}
