using System.Globalization;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>How regular a pair is, and how long it has spoken, in words.</summary>
internal static class TimingPhrases
{
    /// <summary>Even intervals between hosts that never spoke.</summary>
    public static string Regularity(EvidenceCase of) =>
        $"{EvenFlows(of.Sequence, of.Row.Traffic)}, between hosts that never spoke before{Unknown(of)}";

    /// <summary>A new pair that goes on speaking.</summary>
    public static string Persistence(EvidenceCase of) =>
        "this pair never spoke in training and has now spoken in "
            + NumberPhrases.Windows(of.Facts.Run.Spoken, of.Window)
            + (of.Facts.Run.Spoken > 1 ? $", since {NumberPhrases.Minute(of.Facts.Run.First)}" : "") + Unknown(of);

    /// <summary>What has added up.</summary>
    public static string Accumulation(EvidenceCase of) =>
        "evidence against this pair has added up over "
            + $"{NumberPhrases.Windows(of.Facts.Run.Windows, of.Window)}, since "
            + NumberPhrases.Minute(of.Facts.Run.From);

    /// <summary>How often flows come: <c>62 flows, one every 60 s (variation 3 %)</c>.</summary>
    public static string EvenFlows(Conversation sequence, ConversationTraffic traffic)
    {
        var bursts = traffic.Gaps + 1 == traffic.Flows ? "" : string.Create(
            CultureInfo.InvariantCulture, $" at {traffic.Gaps + 1:N0} times");
        var variation = Math.Round(100 * traffic.GapVariation);
        return $"{FlowPhrases.Count(traffic.Flows, traffic.Flows)}{bursts}, one every {Every(sequence)} (variation "
            + (traffic.GapVariation <= ConversationTraffic.LeastVariation ? "at most " : "")
            + string.Create(CultureInfo.InvariantCulture, $"{variation:0} %)");
    }

    /// <summary>The mean time between flows that are more than a second apart.</summary>
    public static string Every(Conversation sequence)
    {
        var (sum, gaps) = (0.0, 0);
        for (var i = 1; i < sequence.FlowCount; i++)
        {
            var gap = (sequence.Flows[i].Start - sequence.Flows[i - 1].Start).TotalSeconds;
            if (gap > 1) (sum, gaps) = (sum + gap, gaps + 1);
        }

        return NumberPhrases.Interval(sum / Math.Max(gaps, 1));
    }

    private static string Unknown(EvidenceCase of) =>
        of.History.Knows(of.Row.Source) ? "" : $"; training never saw {of.Sequence.SourceAddress}";
}
