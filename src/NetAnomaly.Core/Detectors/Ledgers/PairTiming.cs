using NetAnomaly.Core.Datasets;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>What a review counts of one pair over all windows of training.</summary>
internal struct PairTiming
{
    private double weightedGap;

    /// <summary>Its first conversation.</summary>
    public required int First { get; init; }

    /// <summary>Its latest window, ticks.</summary>
    public required long Last { get; set; }

    /// <summary>Its conversations by service.</summary>
    public required Dictionary<string, int> Services { get; init; }

    /// <summary>Windows in which it spoke.</summary>
    public int Windows { get; private set; }

    /// <summary>Those with flows enough to say something of their timing.</summary>
    public int Measured { get; private set; }

    /// <summary>How surprising the even timing of these is, nats, added up.</summary>
    public double Regularity { get; private set; }

    /// <summary>
    /// −ln of an upper bound of the probability that random timing adds up to as much: of m windows the sum is at most
    /// a gamma variable of shape m, whose tail Chernoff's bound gives.
    /// </summary>
    public readonly double Surprise => Regularity > Measured && Measured > 0
        ? Regularity - Measured - (Measured * Math.Log(Regularity / Measured))
        : 0;

    /// <summary>The mean gap, of windows that are regular before others.</summary>
    public readonly TimeSpan Interval => TimeSpan.FromSeconds(weightedGap / Regularity);

    /// <summary>Takes a conversation.</summary>
    /// <param name="window">Start of its window, ticks; not before that of the conversation before it.</param>
    /// <param name="service">Its service.</param>
    /// <param name="traffic">Its timing.</param>
    public void Add(long window, string service, in ConversationTraffic traffic)
    {
        if (window != Last) Windows++;
        Last = window;
        Services[service] = Services.GetValueOrDefault(service) + 1;
        if (traffic.Gaps < LedgerStatistics.LeastGaps) return;
        var surprise = LedgerStatistics.RegularitySurprise(traffic.Gaps, traffic.GapVariation);
        Measured++;
        Regularity += surprise;
        weightedGap += surprise * traffic.MeanGap;
    }
}
