using System.Runtime.InteropServices;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Internal;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>
/// Judges every pair of training as if it were new, by the one thing that needs no past: how evenly its flows are
/// timed. What calls home all through training is otherwise normal, and no detector of change can see it.
/// </summary>
internal sealed class PairReview
{
    // One training in twenty lists a pair whose timing is random.
    private const double MostChance = 0.05;
    private readonly ConversationTable corpus;
    private readonly Dictionary<long, PairTiming> timings = [];
    private readonly HashSet<long> listed;

    private PairReview(ConversationTable corpus)
    {
        this.corpus = corpus;
        var windows = new HashSet<long>();
        for (var row = 0; row < corpus.Count; row++)
        {
            var window = corpus.WindowStart(row).Ticks;
            windows.Add(window);
            if (PairOf(row) is not (not 0 and var pair)) continue;
            ref var timing = ref CollectionsMarshal.GetValueRefOrAddDefault(timings, pair, out var isKnown);
            if (!isKnown) timing = new PairTiming { First = row, Last = long.MinValue, Services = [] };
            timing.Add(window, corpus.Service(row), corpus.Traffic(row));
        }

        var least = Math.Log(Math.Max(timings.Values.Count(timing => timing.Measured > 0), 1) / MostChance);
        var strongest = timings.Where(pair => pair.Value.Surprise >= least)
            .OrderByDescending(pair => pair.Value.Regularity).ThenBy(pair => pair.Value.First)
            .Take(TrainingReview.MostPairs).ToArray();
        listed = [.. strongest.Select(pair => pair.Key)];
        Pairs = [.. strongest.Select(pair => Describe(pair.Value, windows.Count))];
    }

    /// <summary>The most conspicuous pairs, most conspicuous first.</summary>
    public IReadOnlyList<ReviewedPair> Pairs { get; }

    /// <summary>How many were judged.</summary>
    public int Judged => timings.Count;

    /// <summary>Reviews a corpus.</summary>
    public static PairReview Of(ConversationTable corpus) => new(corpus);

    /// <summary>The corpus without the conversations of pairs that are listed.</summary>
    public ConversationTable WithoutListed() => listed.Count == 0
        ? corpus
        : corpus.Select([.. Enumerable.Range(0, corpus.Count).Where(row => !listed.Contains(PairOf(row)))]);

    private long PairOf(int row)
    {
        if (corpus.GroupBy is FlowGrouping.Source or FlowGrouping.Destination) return 0;
        var (source, destination) = (corpus.HostKey(corpus.Hosts(row)[0]), corpus.HostKey(corpus.Destination(row)));
        return source == 0 || destination == 0 ? 0 : StableHash.OfUnorderedPair(source, destination);
    }

    private ReviewedPair Describe(PairTiming timing, int windows) => new()
    {
        SourceAddress = corpus.HostText(corpus.Hosts(timing.First)[0]),
        DestinationAddress = corpus.HostText(corpus.Destination(timing.First)),
        Service = timing.Services.MaxBy(service => service.Value).Key,
        Windows = timing.Windows,
        WindowsOfTraining = windows,
        Regularity = timing.Regularity,
        Interval = timing.Interval,
    };
}
