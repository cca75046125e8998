using NetAnomaly.Core.Detectors.Ledgers;

namespace NetAnomaly.Core.Tests.Detection.Ledgers;

public sealed class EvidenceScaleTests
{
    private static readonly EvidenceScale Nine = Of([.. Enumerable.Range(1, 9).Select(i => (double)i)]);

    [Fact]
    public void A_p_value_counts_those_at_or_above() => Assert.Equal(6 / 10.0, Nine.PValue(5), 12);

    [Fact]
    public void Values_that_differ_by_rounding_are_alike()
    {
        Assert.Equal(Nine.PValue(5), Nine.PValue(5.05), 12);
        Assert.Equal(Nine.PValue(9), Nine.PValue(9.1), 12);
        Assert.Equal(5 / 10.0, Nine.PValue(5.2), 12);
        Assert.Equal((1 + 3) / 6.0, Of([1, 4, 4, 4, 0]).PValue(4), 12);
    }

    [Fact]
    public void Weights_count_hosts_not_conversations()
    {
        var scale = EvidenceScale.Of([1, 5, 5, 5], [1, 0.5, 0.25, 0.25], leastTail: 1);
        Assert.Equal((1 + 1) / 3.0, scale.PValue(5), 12);
        Assert.Equal(2, scale.Weight);
        Assert.Equal(4, scale.References);
    }

    [Fact]
    public void Those_of_which_nothing_was_said_are_lowest()
    {
        var scale = Of([1, 2, double.NaN, double.NaN, double.NaN]);
        Assert.Equal(2, scale.References);
        Assert.Equal(5, scale.Weight);
        Assert.Equal(3 / 6.0, scale.PValue(1), 12);
        Assert.Equal(3 / 6.0, scale.PValue(-1e6), 12);
        Assert.Equal(1, scale.PValue(double.NaN));
    }

    [Theory]
    [InlineData(9, 0)]
    [InlineData(9, 30)]
    [InlineData(200, 0)]
    public void The_smallest_p_value_is_approached_and_never_passed(int spoken, int silent)
    {
        var scale = Of(
            [
                .. Enumerable.Range(1, spoken).Select(i => (double)i), .. Enumerable.Repeat(double.NaN, silent),
            ]);
        Assert.Equal(1.0 / ((spoken + silent + 1) * (spoken + 1)), scale.Smallest, 12);
        var before = 1.0;
        for (var statistic = 0.0; statistic < 1e12; statistic = (statistic * 1.1) + 0.01)
        {
            var p = scale.PValue(statistic);
            Assert.InRange(p, scale.Smallest * (1 - 1e-12), before);
            before = p;
        }

        Assert.Equal(scale.Smallest, before, 1e-6 * scale.Smallest);
    }

    [Fact]
    public void Beyond_the_largest_the_tail_is_heavy()
    {
        // Of nine values the scale of the tail is the mean size, 5.
        var least = 20 - 0.02 - (0.01 * 20);
        var tail = Math.Pow(1 + (0.5 * (least - 9) / 5), -2);
        Assert.Equal(1 / 10.0 * (0.1 + (0.9 * tail)), Nine.PValue(20), 12);
    }

    [Fact]
    public void Of_many_values_the_tail_is_half_the_mean_excess_of_the_highest()
    {
        // Of 100 the ten highest lie 0 to 9 above the threshold: 4.5, halved.
        var scale = Of([.. Enumerable.Range(1, 100).Select(i => (double)i)]);
        Assert.Equal(2.25, scale.Tail, 12);
        Assert.Equal(7, EvidenceScale.Of([.. Enumerable.Repeat(3.0, 100)], Ones(100), leastTail: 7).Tail);
    }

    [Fact]
    public void Without_references_nothing_but_their_number_can_be_said()
    {
        Assert.Equal(1, EvidenceScale.Silent.PValue(1e6));
        Assert.Equal(1, Of([]).PValue(1e6));
        Assert.Equal(1 / 4.0, Of([double.NaN, double.NaN, double.NaN]).PValue(1e6), 12);
    }

    [Fact]
    public void What_was_kept_judges_to_the_bit_and_what_cannot_have_been_is_refused()
    {
        var scale = EvidenceScale.Of([4, 1, double.NaN, 2, 2], [1, 0.3, 1, 0.2, 0.7], leastTail: 1);
        double[] values = scale.Values.ToArray(), from = scale.WeightFrom.ToArray();
        var restored = EvidenceScale.Restore(values, from, scale.Weight, scale.Tail);
        foreach (var statistic in new[] { 0, 1, 2, 2.01, 4, 5, 77, double.NaN })
            Assert.Equal(scale.PValue(statistic), restored.PValue(statistic));

        Refused([2, 1], [2, 1], 2, 1);
        Refused([1, 2], [1, 2], 2, 1);
        Refused([1, 2], [1, 0], 2, 1);
        Refused([1, 2], [2, 1], -1, 1);
        Refused([1, 2], [2, 1], 2, 0);

        static void Refused(double[] values, double[] from, double weight, double tail) =>
            Assert.Throws<ArgumentException>(() => EvidenceScale.Restore(values, from, weight, tail));
    }

    private static EvidenceScale Of(double[] values) => EvidenceScale.Of(values, Ones(values.Length), leastTail: 1);

    private static double[] Ones(int count) => [.. Enumerable.Repeat(1.0, count)];
}
