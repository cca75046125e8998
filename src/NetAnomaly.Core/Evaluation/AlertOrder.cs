namespace NetAnomaly.Core.Evaluation;

/// <summary>
/// The order in which alerts are drawn: the smaller p-value first, among equal ones the higher score.
/// </summary>
internal static class AlertOrder
{
    /// <summary>
    /// Numbers that rise with strangeness in that order, equal where both are; what is no number is last.
    /// </summary>
    /// <param name="pValues">p-values.</param>
    /// <param name="scores">Scores, as many.</param>
    public static double[] Strangeness(IReadOnlyList<double> pValues, IReadOnlyList<double> scores)
    {
        var order = Enumerable.Range(0, pValues.Count).ToArray();
        Array.Sort(order, Compare);
        var ranks = new double[order.Length];
        for (var i = 1; i < order.Length; i++)
            ranks[order[i]] = ranks[order[i - 1]] + (Compare(order[i - 1], order[i]) == 0 ? 0 : 1);
        return ranks;

        int Compare(int one, int other)
        {
            var byPValue = Last(pValues[other]).CompareTo(Last(pValues[one]));
            return byPValue != 0 ? byPValue : scores[one].CompareTo(scores[other]);
        }
    }

    private static double Last(double pValue) => double.IsNaN(pValue) ? double.PositiveInfinity : pValue;
}
