using System.Globalization;
using NetAnomaly.Core.Statistics;
using NetAnomaly.Internal;
namespace NetAnomaly.Core.Detection;

/// <summary>
/// Writes what a detector knows about a conversation as one sentence that a colleague understands, with the details
/// beneath.
/// </summary>
internal static class ExplanationWriter
{
    /// <summary>Explains one conversation.</summary>
    /// <param name="detector">What scored it.</param>
    /// <param name="sequence">The conversation.</param>
    /// <param name="score">Its score.</param>
    /// <param name="pValue">Share of normal conversations of its kind that score as high.</param>
    public static AnomalyExplanation Write(
        IDetector detector, Conversation sequence, ConversationScore score, PValue pValue)
    {
        var insight = detector.Reasons.Explain(sequence, score);
        string[] nearest = score.Nearest is { } name
            ? [string.Create(CultureInfo.InvariantCulture, $"nearest is '{name}' at {score.NearestDistance:0.00}")]
            : [];
        string[] leading = insight.Leading is { } first ? [first] : [];
        string[] parts =
        [
            .. leading, .. insight.Causes.Take(1).Select(cause => cause.Meaning), .. insight.Clauses, .. nearest,
            Rarity(pValue),
        ];
        return new AnomalyExplanation
        {
            Sentence = $"{Where(sequence)}{string.Join("; ", parts)}",
            Flows = insight.Flows,
            Causes = insight.Causes,
            Nearest = score.Nearest,
            NearestDistance = score.Nearest is null ? null : score.NearestDistance,
        };
    }

    private static string Where(Conversation sequence)
    {
        var hosts = (sequence.SourceAddress, sequence.DestinationAddress) switch
        {
            (null or "-", null or "-") => "",
            ({ } source, null or "-") => $"from {source}",
            (null or "-", { } destination) => $"to {destination}",
            var (source, destination) => $"{source} -> {destination}",
        };
        var time = sequence.WindowStart > DateTime.UnixEpoch
            ? string.Create(CultureInfo.InvariantCulture, $"{sequence.WindowStart:yyyy-MM-dd HH:mm'Z'}")
            : "";
        return hosts.Length + time.Length == 0
            ? ""
            : $"{hosts}{(hosts.Length > 0 && time.Length > 0 ? ", " : "")}{time}: ";
    }

    // A p-value of 1 / (n + 1), or below, says that none of n scored as high.
    private static string Rarity(PValue pValue) =>
        pValue.Value * (pValue.SampleSize + 1) < 1.5 ? "none of "
            + CountedText.Of(pValue.SampleSize, "normal conversation|conversations scores as high")
        : pValue.Value > 0.1 ? string.Create(
            CultureInfo.InvariantCulture, $"{100 * pValue.Value:0} % of normal conversations score as high")
        : string.Create(
            CultureInfo.InvariantCulture, $"1 of {1 / pValue.Value:N0} normal conversations scores as high");
}
