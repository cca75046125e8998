using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Ledgers;
using NetAnomaly.Core.Statistics;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>
/// Judges conversations by what their own flows and their surroundings show: each source of evidence on the scale of
/// −ln p, all combined by <see cref="HarmonicMean"/>.
/// </summary>
/// <param name="words">What the members say.</param>
/// <param name="context">What the surroundings say.</param>
/// <param name="ledger">What habits, timing and earlier windows say; <see langword="null"/> in models of before, and
/// where training was too short.</param>
internal sealed class EnsembleCombiner(MemberEvidence words, WindowContext context, LedgerModel? ledger = null)
{
    /// <summary>Kinds of <see cref="ContextKind"/> that an ensemble with a ledger goes on using: the first.</summary>
    public const int GivenKinds = 2;

    // The conversation's own flows and the hosts' as a whole count fully; the rest, which harmless change shows too (a
    // new service, a busy day), half. The same for every network; chosen on CTU-13, sample offices of three sizes and a
    // campus with attacks laid over it, for being right on all of them.
    private static readonly double[] Weights = [1, 1, 1, 0.5, 0.5, 0.5, 0.5];

    /// <summary>What the members say.</summary>
    public MemberEvidence Words => words;

    /// <summary>What the surroundings say.</summary>
    public WindowContext Context => context;

    /// <summary>What habits, timing and earlier windows say.</summary>
    public LedgerModel? Ledger => ledger;

    /// <summary>The same with a ledger.</summary>
    public EnsembleCombiner With(LedgerModel? learned) => new(words, context, learned);

    /// <summary>Learns from conversations as if training had not seen them.</summary>
    /// <param name="all">All rows of training, ordered by window.</param>
    /// <param name="calibrating">Those to calibrate on.</param>
    /// <param name="scores">Their members' scores: [member][row of <paramref name="calibrating"/>].</param>
    public static EnsembleCombiner Fit(ConversationSummary[] all, ConversationSummary[] calibrating, double[][] scores)
    {
        var sources = HostGroups.Gather(calibrating, row => row.Source);
        var words = MemberEvidence.Fit(scores, [.. calibrating.Select((_, i) => WindowContext.HostWeight(sources, i))]);
        return new EnsembleCombiner(
            words, WindowContext.Fit(all, calibrating, Own(words, scores, calibrating.Length).ForHost));
    }

    /// <summary>Judges a window by the ledger too.</summary>
    /// <param name="rows">All conversations of the window.</param>
    /// <param name="scores">Their members' scores: [member][row].</param>
    /// <param name="state">The scan's memory; changed.</param>
    public EnsembleScore[] Judge(ConversationSummary[] rows, double[][] scores, EvidenceState state)
    {
        if (ledger is null) return JudgeAlone(rows, scores);
        var order = WindowOrder.Of(rows, scores);
        var judged = JudgeInOrder(
            Array.ConvertAll(order, row => rows[row]),
            Array.ConvertAll(scores, member => Array.ConvertAll(order, row => member[row])), ledger, state);
        var asGiven = new EnsembleScore[rows.Length];
        for (var i = 0; i < order.Length; i++) asGiven[order[i]] = judged[i];
        return asGiven;
    }

    private EnsembleScore[] JudgeAlone(ConversationSummary[] rows, double[][] scores)
    {
        var judged = Judge(rows, scores, ofTraining: false);
        var unknown = new UnknownHosts(this);
        for (var i = 0; i < judged.Length; i++)
        {
            if (unknown.IsOfUnknownHosts(rows[i], judged[i].Evidence[0], facts: null))
                judged[i] = judged[i] with { IsOfUnknownHosts = true };
        }

        return judged;
    }

    private EnsembleScore[] JudgeInOrder(
        ConversationSummary[] rows, double[][] scores, LedgerModel ledger, EvidenceState state)
    {
        var judged = Judge(rows, scores, ofTraining: false);
        var unknown = new UnknownHosts(this);
        var found = ledger.Judge(rows, Given(judged), state);
        var findings = new LedgerFindings(ledger, found, rows);
        for (var i = 0; i < judged.Length; i++)
        {
            var evidence = found.Board.Of(i);
            var facts = findings.Of(i);
            judged[i] = judged[i] with
            {
                Score = found.Total[i],
                Evidence = evidence,
                Shares = HarmonicMean.Shares(evidence, found.Board.WeightsOf(i)),
                Rates = ledger.Hosts.Of(found.PairRates[i], found.ClientRates[i], found.ServerRates[i]),
                Ledger = facts,
                IsOfUnknownHosts = unknown.IsOfUnknownHosts(rows[i], evidence[0], facts),
                Hosts = new KnownHosts(Knows(rows[i].Source), Knows(rows[i].Destination)),
            };
        }

        return judged;
    }

    /// <summary>What the words, and the hosts' conversations, say: the part that a ledger adds to.</summary>
    public static IReadOnlyList<GivenEvidence> Given(EnsembleScore[] judged) =>
        [
            .. Enumerable.Range(0, 1 + GivenKinds).Select(kind => new GivenEvidence(
                kind == 0 ? EvidenceRole.Pair : EvidenceName.OfContext[kind - 1].Role, Weights[kind],
                Array.ConvertAll(judged, one => one.Evidence[kind]))),
        ];

    /// <summary>Judges whole windows by words and surroundings.</summary>
    /// <param name="rows">The conversations.</param>
    /// <param name="scores">Their members' scores: [member][row].</param>
    /// <param name="ofTraining">Whether they are of training, and each is to be left out of its own past.</param>
    public EnsembleScore[] Judge(ConversationSummary[] rows, double[][] scores, bool ofTraining)
    {
        var own = Own(words, scores, rows.Length);
        var (around, findings) = context.Judge(rows, own.ForHost, ofTraining);
        var verdicts = new EnsembleScore[rows.Length];
        var most = (findings.Sources.Largest(own.Together), findings.Destinations.Largest(own.Together));
        Span<double> evidence = stackalloc double[1 + WindowContext.Kinds];
        for (var i = 0; i < rows.Length; i++)
        {
            evidence[0] = own.Together[i];
            for (var kind = 0; kind < WindowContext.Kinds; kind++) evidence[kind + 1] = around[kind][i];
            verdicts[i] = new EnsembleScore(
                HarmonicMean.Combine(evidence, Weights), own.Members[i], evidence.ToArray(),
                HarmonicMean.Shares(evidence, Weights), Facts(i, evidence, findings, most));
        }

        return verdicts;
    }

    private static ContextEvidence Facts(
        int row, ReadOnlySpan<double> evidence, WindowStatistics findings, (double[] Source, double[] Destination) most)
    {
        var strongest = 0;
        for (var i = 1; i < evidence.Length; i++)
        {
            if (Weights[i] * Math.Exp(evidence[i] - evidence[strongest]) > Weights[strongest]) strongest = i;
        }

        var (source, destination) = (findings.Sources.Of[row], findings.Destinations.Of[row]);
        return new ContextEvidence(
            strongest == 0 ? null : (ContextKind)(strongest - 1),
            evidence[strongest],
            source < 0 ? 0 : findings.Sources.Rows(source),
            destination < 0 ? 0 : findings.Destinations.Rows(destination),
            source < 0 ? 0 : (int)findings.NewDestinations[source],
            destination < 0 ? 0 : (int)findings.NewSources[destination],
            findings.IsNew[row])
        {
            IsStrangestOfSource = source >= 0 && evidence[0] >= most.Source[source],
            IsStrangestOfDestination = destination >= 0 && evidence[0] >= most.Destination[destination],
        };
    }

    private static (double[] Together, double[] ForHost, double[][] Members) Own(
        MemberEvidence words, double[][] scores, int count)
    {
        var (together, forHost, members) = (new double[count], new double[count], new double[count][]);
        for (var i = 0; i < count; i++)
            (together[i], forHost[i]) = words.Judge(scores, i, members[i] = new double[scores.Length]);
        return (together, forHost, members);
    }

    private bool? Knows(long host) => host == 0 ? null : ledger!.History.Knows(host);
}
