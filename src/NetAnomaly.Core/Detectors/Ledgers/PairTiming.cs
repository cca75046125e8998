using NetAnomaly.Core.Datasets;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>What a review counts of one pair over all windows of training.</summary>
internal struct PairTiming
{
    /// <summary>Its first conversation.</summary>
    public required int First { get; init; }

    /// <summary>Its latest window, ticks.</summary>
    public required long Last { get; set; }

    /// <summary>Its conversations by service.</summary>
    public required Dictionary<string, int> Services { get; init; }

    /// <summary>Windows in which it spoke.</summary>
    public int Windows { get; private set; }

    /// <summary>Surprise of its regular windows, nats.</summary>
    public double Regularity { get; private set; }

    /// <summary>Gaps in its regular windows.</summary>
    public long Gaps { get; private set; }

    /// <summary>Their length, added up.</summary>
    public double Seconds { get; private set; }

    /// <summary>Takes a conversation.</summary>
    /// <param name="window">Start of its window, ticks; not before that of the conversation before it.</param>
    /// <param name="service">Its service.</param>
    /// <param name="traffic">Its timing.</param>
    /// <param name="surprise">How surprising that is, nats; 0 where it is not regular.</param>
    public void Add(long window, string service, in ConversationTraffic traffic, double surprise)
    {
        if (window != Last) Windows++;
        Last = window;
        Services[service] = Services.GetValueOrDefault(service) + 1;
        if (surprise <= 0) return;
        Regularity += surprise;
        Gaps += traffic.Gaps;
        Seconds += traffic.Gaps * (double)traffic.MeanGap;
    }
}
