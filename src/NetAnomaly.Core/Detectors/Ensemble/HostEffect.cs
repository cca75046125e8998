using NetAnomaly.Core.Detectors.Ledgers;
namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>
/// How far the conversations of a host in a window lie above the others, all together: the mean of their evidence,
/// drawn to that of all hosts as far as random variation would have it (random effects, method of moments; Morris 1983,
/// Parametric Empirical Bayes Inference).
/// </summary>
/// <param name="Mean">Mean over host-windows of their mean.</param>
/// <param name="Pull">Variance within host-windows over variance between them: so many conversations weigh as much as
/// what is known of all hosts.</param>
/// <remarks>
/// Dividing by the standard error instead (z = deviation · √count) would call every busy host strange that is a little
/// above the mean.
/// </remarks>
internal readonly record struct HostEffect(double Mean, double Pull)
{
    // Where hosts hardly differ, twenty conversations should still count for something.
    private const double LeastBetween = 0.05;

    /// <summary>The effect of one host-window.</summary>
    public double Of(double sum, int count) => ((sum / count) - Mean) * count / (count + Pull);

    /// <summary>Fits on the evidence of normal conversations.</summary>
    public static HostEffect Fit(HostGroups groups, double[] evidence)
    {
        if (groups.Count == 0) return new HostEffect(0, 1);
        var sums = groups.Sum(i => evidence[i]);
        double[] means = [.. sums.Select((sum, group) => sum / groups.Rows(group))];
        var mean = means.Average();
        double squares = 0;
        long rows = 0;
        for (var i = 0; i < evidence.Length; i++)
        {
            if (groups.Of[i] is not (>= 0 and var group)) continue;
            squares += Square(evidence[i] - means[group]);
            rows++;
        }

        var total = means.Average(own => Square(own - mean));
        var within = rows > groups.Count ? squares / (rows - groups.Count) : total;
        var byChance = within * means.Select((_, group) => 1.0 / groups.Rows(group)).Average();
        var between = Math.Max(Math.Max(total - byChance, LeastBetween * within), 1e-6);
        return new HostEffect(mean, within / between);
    }

    private static double Square(double value) => value * value;
}
