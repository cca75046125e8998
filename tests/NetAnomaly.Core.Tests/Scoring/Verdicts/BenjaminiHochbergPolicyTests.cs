using NetAnomaly.Core.Scoring;

namespace NetAnomaly.Core.Tests.Scoring.Verdicts;

/// <summary>
/// The rule of Benjamini and Hochberg, worked by hand at its boundary. All bounds are multiples of 1/32: exact as
/// binary fractions.
/// </summary>
public sealed class BenjaminiHochbergPolicyTests
{
    private const double Rate = .25;
    private const int Tests = 8;

    [Fact]
    public void A_p_value_exactly_at_rate_k_of_m_passes()
    {
        // Bounds: 1/32, 2/32, 3/32. The third lies on its own.
        Assert.Equal([true, true, true], Verdicts(1 / 32d, 2 / 32d, 3 / 32d));
    }

    [Fact]
    public void A_p_value_just_above_rate_k_of_m_does_not_pass()
    {
        Assert.Equal([true, true, false], Verdicts(1 / 32d, 2 / 32d, Math.BitIncrement(3 / 32d)));
    }

    [Fact]
    public void A_p_value_above_its_own_bound_passes_where_a_larger_one_meets_its_bound()
    {
        // 2/32 and 3/32 exceed 1/32 and 2/32, but the third is at most 3/32: step-up, not step-down.
        Assert.Equal([true, true, true], Verdicts(2 / 32d, 3 / 32d, 3 / 32d));
    }

    [Fact]
    public void Nothing_passes_where_every_p_value_lies_just_above_its_bound()
    {
        Assert.Equal([false, false, false], Verdicts([.. new[] { 1, 2, 3 }.Select(k => Math.BitIncrement(k / 32d))]));
    }

    [Fact]
    public void A_single_p_value_at_the_whole_rate_passes_where_all_tests_are_below_it()
    {
        double[] all = [.. Enumerable.Repeat(0d, Tests - 1), Rate];
        Assert.Equal(Enumerable.Repeat(true, Tests), Verdicts(all));
        all[^1] = Math.BitIncrement(Rate);
        Assert.Equal([.. Enumerable.Repeat(true, Tests - 1), false], Verdicts(all));
    }

    [Fact]
    public void The_bound_is_taken_over_all_tests_not_over_the_candidates()
    {
        // Three candidates of sixteen tests: 3/32 would pass among eight.
        Assert.Equal([false, false, false], Verdicts(16, 2 / 32d, 3 / 32d, 3 / 32d));
    }

    [Fact]
    public void The_order_in_which_conversations_arrive_does_not_matter()
    {
        Assert.Equal([true, false, true, true], Verdicts(3 / 32d, 6 / 32d, 1 / 32d, 2 / 32d));
    }

    private static bool[] Verdicts(params double[] pValues) => Verdicts(Tests, pValues);

    private static bool[] Verdicts(long tests, params double[] pValues)
    {
        var start = new DateTime(2024, 3, 4, 10, 0, 0, DateTimeKind.Utc);
        PendingAlert[] pending =
        [
            .. pValues.Select((p, i) => new PendingAlert(new ScoredItem(start, 1, p, PValueKind.Conformal, "m"), i)),
        ];
        var control = new BenjaminiHochbergPolicy(Rate);
        foreach (var candidate in pending) control.Add(candidate);
        control.Complete(tests);
        return [.. pending.Select(candidate => candidate.IsAnomaly == true)];
    }
}
