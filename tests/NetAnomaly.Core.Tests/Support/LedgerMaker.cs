using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Ensemble;
using NetAnomaly.Core.Detectors.Ledgers;

namespace NetAnomaly.Core.Tests.Support;

/// <summary>
/// A ledger of a small office, and what it finds in later windows: twelve clients call a web server and a name server
/// every hour of two days, four flows each.
/// </summary>
internal sealed class LedgerMaker
{
    public const string Client = "10.0.1.3";
    public const string Web = "10.0.2.1";
    public const string Names = "10.0.2.2";
    private static readonly ConversationOptions Options = new();
    private readonly EvidenceState state = new();
    private readonly EnsembleCombiner verdicts;

    public LedgerMaker()
    {
        var rows = ConversationSummaryBuilder.Of([.. ConversationBuilder.Build(Training(), Options)]);
        double[][] scores = [Array.ConvertAll(rows, row => (double)(row.Source & 0xFF) / 256)];
        var combiner = EnsembleCombiner.Fit(rows, rows, scores);
        var cut = LedgerFitting.CutOf(rows)!.Value;
        var later = combiner.Judge(rows[cut..], [scores[0][cut..]], ofTraining: false);
        Ledger = LedgerFitting.Fit(
            new TrainingTraffic(rows), cut, EnsembleCombiner.Given(later), TimeSpan.FromHours(1),
            countsForgotten: true).Model;
        verdicts = combiner.With(Ledger);
    }

    public LedgerModel Ledger { get; }

    /// <summary>The first hour that training did not see.</summary>
    public static DateTime Later { get; } = FlowMaker.At("2011-08-18T00:00");

    /// <summary>One answered flow.</summary>
    public static FlowRecord Flow(
        double minutes, string from = Client, string to = Web, int port = 443, string protocol = "tcp",
        long sent = 1000, long received = 5000) => new()
        {
            Start = Later.AddMinutes(minutes),
            Protocol = protocol,
            SourceAddress = from,
            SourcePort = 50_000,
            DestinationAddress = to,
            DestinationPort = port,
            Bytes = sent + received,
            SourceBytes = sent,
        };

    /// <summary>Judges flows, window by window; what was found of the last conversation between two hosts.</summary>
    /// <param name="from">Who opened it.</param>
    /// <param name="to">To whom.</param>
    /// <param name="flows">All flows, by time.</param>
    /// <param name="words">What the words of a conversation score.</param>
    public (EvidenceCase Case, EnsembleScore Score) Find(
        string from, string to, IEnumerable<FlowRecord> flows, Func<Conversation, double>? words = null)
    {
        (EvidenceCase, EnsembleScore)? found = null;
        foreach (
            var window in ConversationBuilder.Build(flows.OrderBy(flow => flow.Start), Options)
                .GroupBy(one => one.WindowStart))
        {
            Conversation[] all = [.. window];
            var judged = verdicts.Judge(
                ConversationSummaryBuilder.Of(all), [Array.ConvertAll(all, one => words?.Invoke(one) ?? 0)], state);
            for (var i = 0; i < all.Length; i++)
            {
                if (all[i].SourceAddress == from && all[i].DestinationAddress == to)
                    found = (CaseOf(all[i], judged[i], "its words"), judged[i]);
            }
        }

        return found!.Value;
    }

    /// <summary>The sentence of one kind.</summary>
    public string? Say(LedgerEvidence kind, string from, string to, params IEnumerable<FlowRecord> flows) =>
        EvidencePhrases.Of(LedgerFacts.IndexOf(kind), Find(from, to, flows).Case, words: null);

    /// <summary>The same conversation where other evidence speaks.</summary>
    /// <param name="found">The conversation.</param>
    /// <param name="evidence">−ln p by place; 0 for all others. Shares follow it.</param>
    public EvidenceCase With(EvidenceCase found, params (int Index, double Evidence)[] evidence)
    {
        var values = new double[found.Evidence.Length];
        foreach (var (index, value) in evidence) values[index] = value;
        var all = values.Sum(Math.Exp);
        return new EvidenceCase(
            found.Sequence, new EnsembleDetails(default, found.Context, found.Facts)
            {
                Evidence = values, Shares = Array.ConvertAll(values, one => Math.Exp(one) / all),
            }, Ledger, found.Window, found.Words);
    }

    private EvidenceCase CaseOf(Conversation sequence, EnsembleScore score, string words) =>
        new(
            sequence, new EnsembleDetails(default, score.Facts, score.Ledger)
            {
                Evidence = score.Evidence, Shares = score.Shares,
            }, Ledger, TimeSpan.FromHours(1), words);

    private static IEnumerable<FlowRecord> Training() =>
        from hour in Enumerable.Range(-48, 48)
        from minute in Enumerable.Range(0, 4)
        from client in Enumerable.Range(0, 12)
        from server in new[] { (Web, 443, "tcp"), (Names, 53, "udp") }
        select Flow(
            (60 * hour) + (13 * minute) + (client * 0.7), $"10.0.1.{client}", server.Item1, server.Item2, server.Item3);
}
