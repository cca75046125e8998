using NetAnomaly.Core.Statistics;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>
/// How much of something units (pairs, hosts) do in a window: log₂(1 + count) varies around a level of each unit, the
/// levels around that of the unit's group (random effects; normal-inverse-gamma with a Student-t predictive
/// distribution: Gelman et al., Bayesian Data Analysis, third edition, chapters 3 and 5). A unit that was never seen is
/// judged as one of its group. Immutable.
/// </summary>
internal sealed class HabitModel
{
    /// <summary>Degrees of freedom of what is known beforehand of the spread within a unit.</summary>
    public const int PriorFreedom = 4;

    // Units that a group is worth before any of its own was seen.
    private const double PriorUnits = 3;
    private readonly float[] counts;
    private readonly float[] sums;
    private readonly float[] squares;
    private readonly HabitGroup[] groups;

    private HabitModel(
        float[] counts, float[] sums, float[] squares, HabitGroup[] groups, double within, double floor, HabitGroup all)
    {
        (this.counts, this.sums, this.squares, this.groups) = (counts, sums, squares, groups);
        (Within, Floor, All) = (within, floor, all);
    }

    /// <summary>Variance within a unit.</summary>
    public double Within { get; }

    /// <summary>Least variance of any kind.</summary>
    public double Floor { get; }

    /// <summary>What holds for a unit whose group was never seen.</summary>
    public HabitGroup All { get; }

    /// <summary>Windows of each unit.</summary>
    public ReadOnlySpan<float> Counts => counts;

    /// <summary>Summed values of each unit.</summary>
    public ReadOnlySpan<float> Sums => sums;

    /// <summary>Squared deviations of each unit from its own mean, summed.</summary>
    public ReadOnlySpan<float> Squares => squares;

    /// <summary>The groups.</summary>
    public ReadOnlySpan<HabitGroup> Groups => groups;

    /// <summary>The value of a count.</summary>
    public static double Value(double count) => Math.Log2(1 + Math.Max(0, count));

    /// <summary>Learns habits.</summary>
    /// <param name="cases">Unit, group and value of each window of each unit.</param>
    /// <param name="units">How many units there are.</param>
    /// <param name="groupCount">How many groups there are.</param>
    /// <param name="floor">Least variance, so that one more than none is never many standard deviations.</param>
    public static HabitModel Fit(IReadOnlyList<HabitCase> cases, int units, int groupCount, double floor)
    {
        var (n, sum, square, group) = (new double[units], new double[units], new double[units], new int[units]);
        Array.Fill(group, -1);
        foreach (var (unit, own, value) in cases)
        {
            n[unit]++;
            sum[unit] += value;
            square[unit] += value * value;
            if (group[unit] < 0) group[unit] = own;
        }

        var (means, known) = (new double[units], 0);
        var (all, inverse, within, repeats) = (0.0, 0.0, 0.0, 0.0);
        for (var unit = 0; unit < units; unit++)
        {
            if (n[unit] == 0) continue;
            known++;
            means[unit] = sum[unit] / n[unit];
            all += means[unit];
            inverse += 1 / n[unit];
            square[unit] = Math.Max(square[unit] - (n[unit] * means[unit] * means[unit]), 0);
            within += square[unit];
            repeats += n[unit] - 1;
        }

        if (known == 0)
        {
            var spread = Math.Max(1, floor);
            return new HabitModel(
                new float[units], new float[units], new float[units], [], spread, floor,
                new HabitGroup(0, spread, 0));
        }

        all /= known;
        var between = 0.0;
        for (var unit = 0; unit < units; unit++)
        {
            if (n[unit] > 0) between += (means[unit] - all) * (means[unit] - all);
        }

        var sigma = Math.Max(
            (within + (PriorFreedom * Math.Max(between / known, floor))) / (repeats + PriorFreedom), floor);
        var (groups, anyGroup) = FitGroups(n, means, group, groupCount, all, sigma * inverse / known, floor);
        return new HabitModel(
            Array.ConvertAll(n, value => (float)value), Array.ConvertAll(sum, value => (float)value),
            Array.ConvertAll(square, value => (float)value), groups, sigma, floor, anyGroup);
    }

    /// <summary>Habits from what was kept of them.</summary>
    public static HabitModel Restore(
        float[] counts, float[] sums, float[] squares, HabitGroup[] groups, double within, double floor,
        HabitGroup all) =>
        new(counts, sums, squares, groups, within, floor, all);

    /// <summary>−ln of the probability that the unit does as much or more.</summary>
    /// <param name="unit">The unit; −1 for one never seen.</param>
    /// <param name="group">Its group; −1 for one never seen.</param>
    /// <param name="value">Its value in the window.</param>
    public double Surprise(int unit, int group, double value)
    {
        var (mean, variance, freedom) = Predict(unit, group);
        return StudentTail.NegativeLog((value - mean) / Math.Sqrt(variance), freedom);
    }

    /// <summary>The count to be expected of a unit.</summary>
    public double Expected(int unit, int group) => Math.Max(0, Math.Pow(2, Predict(unit, group).Mean) - 1);

    private (double Mean, double Variance, int Freedom) Predict(int unit, int group)
    {
        var of = group < 0 || group >= groups.Length ? All : groups[group];
        var n = unit < 0 ? 0 : counts[unit];
        if (n == 0) return (of.Mean, Within + (of.Between * (1 + (1 / (of.Units + 1.0)))), PriorFreedom);
        var pull = Within / of.Between;
        // However steady a unit was: one more than none is never many standard deviations.
        var own = Math.Max(((PriorFreedom * Within) + squares[unit]) / (PriorFreedom + n), Floor);
        return (
            (sums[unit] + (pull * of.Mean)) / (n + pull), own * (1 + (1 / (n + pull))), PriorFreedom + (int)n);
    }

    private static (HabitGroup[] Groups, HabitGroup Any) FitGroups(
        double[] n, double[] means, int[] group, int count, double all, double byRandom, double floor)
    {
        var (units, sums, deviations) = (new int[count], new double[count], new double[count]);
        for (var unit = 0; unit < n.Length; unit++)
        {
            if (n[unit] == 0) continue;
            units[group[unit]]++;
            sums[group[unit]] += means[unit];
        }

        var (total, known) = (0.0, 0);
        for (var unit = 0; unit < n.Length; unit++)
        {
            if (n[unit] == 0) continue;
            var own = group[unit];
            var deviation = means[unit] - Mean(own);
            deviations[own] += deviation * deviation;
            total += deviation * deviation;
            known++;
        }

        var average = Math.Max(total / known, floor);
        var groups = new HabitGroup[count];
        for (var own = 0; own < count; own++)
            groups[own] = new HabitGroup(Mean(own), Between(deviations[own], units[own]), units[own]);
        return (groups, new HabitGroup(all, Between(0, 0), 0));

        double Mean(int own) => (sums[own] + (PriorUnits * all)) / (units[own] + PriorUnits);
        double Between(double squares, int own) =>
            Math.Max(((squares + (PriorUnits * average)) / (own + PriorUnits)) - byRandom, floor);
    }
}
