using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>
/// Conversations in two halves, every second window in each, so that both have all hours of a day: each is judged by
/// what the other calibrates.
/// </summary>
internal sealed class CalibrationHalves
{
    private readonly bool[] isSecond;
    private readonly int[][] kept;

    private CalibrationHalves(bool[] isSecond, bool[] isKept)
    {
        this.isSecond = isSecond;
        kept =
        [
            [.. Enumerable.Range(0, isSecond.Length).Where(i => isKept[i] && !isSecond[i])],
            [.. Enumerable.Range(0, isSecond.Length).Where(i => isKept[i] && isSecond[i])],
        ];
    }

    /// <summary>The halves of conversations that are ordered by window.</summary>
    /// <param name="rows">The conversations.</param>
    /// <param name="isKept">Which make scales.</param>
    public static CalibrationHalves Of(ConversationSummary[] rows, bool[] isKept)
    {
        var second = new bool[rows.Length];
        for (var i = 1; i < rows.Length; i++)
            second[i] = second[i - 1] ^ (rows[i].Window != rows[i - 1].Window);
        return new CalibrationHalves(second, isKept);
    }

    /// <summary>The scales of one kind of evidence.</summary>
    /// <param name="values">Statistics; NaN where there is nothing to say.</param>
    /// <param name="weights">Weights of the conversations.</param>
    /// <param name="leastTail">Least scale of the tail.</param>
    public ScaleHalves Scales(double[] values, double[] weights, double leastTail)
    {
        return new ScaleHalves(Scale(kept[0]), Scale(kept[1]));

        EvidenceScale Scale(int[] own) => EvidenceScale.Of(
            Array.ConvertAll(own, i => values[i]), Array.ConvertAll(own, i => weights[i]), leastTail);
    }

    /// <summary>−ln p of each conversation by the half that it is not of.</summary>
    /// <param name="scales">The scales.</param>
    /// <param name="evidence">−ln p of a conversation by a scale.</param>
    public double[] Judge(ScaleHalves scales, Func<int, EvidenceScale, double> evidence) =>
        [.. isSecond.Select((ofSecond, i) => evidence(i, scales.For(ofSecond)))];
}
