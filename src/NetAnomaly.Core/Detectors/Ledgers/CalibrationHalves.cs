using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>
/// Conversations in two halves, every second window in each, so that both have all hours of a day: each is judged by
/// what the other calibrates.
/// </summary>
/// <param name="isSecond">Which conversations are of the second half.</param>
internal sealed class CalibrationHalves(bool[] isSecond)
{
    /// <summary>The halves of conversations that are ordered by window.</summary>
    public static CalibrationHalves Of(ConversationSummary[] rows)
    {
        var second = new bool[rows.Length];
        for (var i = 1; i < rows.Length; i++)
            second[i] = second[i - 1] ^ (rows[i].Window != rows[i - 1].Window);
        return new CalibrationHalves(second);
    }

    /// <summary>−ln p of each conversation.</summary>
    /// <param name="values">Statistics; NaN where there is nothing to say.</param>
    /// <param name="weights">Weights of the conversations.</param>
    /// <param name="leastTail">Least scale of the tail.</param>
    /// <param name="evidence">−ln p of a conversation by a scale.</param>
    public double[] Judge(
        double[] values, double[] weights, double leastTail, Func<int, EvidenceScale, double> evidence)
    {
        var (first, second) = (Scale(ofSecond: false), Scale(ofSecond: true));
        return [.. values.Select((_, i) => evidence(i, isSecond[i] ? first : second))];

        EvidenceScale Scale(bool ofSecond)
        {
            int[] own = [.. Enumerable.Range(0, values.Length).Where(i => isSecond[i] == ofSecond)];
            return EvidenceScale.Of(
                Array.ConvertAll(own, i => values[i]), Array.ConvertAll(own, i => weights[i]), leastTail);
        }
    }
}
