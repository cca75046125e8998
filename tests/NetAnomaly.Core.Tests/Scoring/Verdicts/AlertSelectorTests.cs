using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Scoring.Verdicts;

public sealed class AlertSelectorTests
{
    [Fact]
    public void A_fixed_threshold_decides_at_once()
    {
        var verdicts = new AlertSelector<string>(AlertPolicyOptions.Of(null, 0.01));
        Assert.Equal([("a", Verdict.Anomalous)], verdicts.Add("a", Case("10:00", 0.01)));
        Assert.Equal([("b", Verdict.Normal)], verdicts.Add("b", Case("10:00", 0.011)));
        Assert.Empty(verdicts.Complete());
    }

    [Fact]
    public void A_budget_takes_the_strangest_of_each_day_in_the_order_of_the_input()
    {
        var verdicts = new AlertSelector<string>(AlertPolicyOptions.Of(null, null, AlertBudget.Parse("2/day")));
        Assert.Empty(verdicts.Add("a", Of("a", "2026-03-02T10:00:00Z", 0.3)));
        Assert.Empty(verdicts.Add("b", Of("b", "2026-03-02T11:00:00Z", 0.1)));
        Assert.Empty(verdicts.Add("c", Of("c", "2026-03-02T12:00:00Z", 0.2)));
        Assert.Equal(
            [("a", Verdict.Normal), ("b", Verdict.Anomalous), ("c", Verdict.Anomalous)],
            verdicts.Add("d", Of("d", "2026-03-03T00:00:00Z", 0.9)));
        Assert.Equal([("d", Verdict.Anomalous)], verdicts.Complete());
        Assert.Equal([2, 1], verdicts.Summary.Periods.Select(period => (int)period.Alerts));
        Assert.Equal(0.9, verdicts.Summary.LargestPValue);
    }

    [Fact]
    public void A_busy_host_costs_a_budget_one_and_keeps_all_of_its_strange_conversations()
    {
        var verdicts = new AlertSelector<string>(
            AlertPolicyOptions.Of(null, null, AlertBudget.Parse("2/day")), anomalyOnly: true);
        for (var i = 0; i < 50; i++) verdicts.Add($"busy {i}", Of("busy", "10:00", 0.0001 * (i + 1)));
        verdicts.Add("busy, usual", Of("busy", "10:00", 0.02));
        verdicts.Add("quiet", Of("quiet", "11:00", 0.05));
        verdicts.Add("quieter", Of("quieter", "12:00", 0.06));
        Assert.Equal(
            [.. Enumerable.Range(0, 50).Select(i => $"busy {i}"), "quiet"],
            verdicts.Complete().Select(one => one.Item));
    }

    [Fact]
    public void Hosts_of_greater_severity_come_before_those_with_smaller_p_values()
    {
        var verdicts = new AlertSelector<string>(
            AlertPolicyOptions.Of(null, null, AlertBudget.Parse("1/day")), anomalyOnly: true);
        verdicts.Add("once", Of("once", "10:00", 0.00001) with { Severity = -1 });
        verdicts.Add("beacon", Of("beacon", "11:00", 0.001) with { Severity = 1.6 });
        Assert.Equal(["beacon"], verdicts.Complete().Select(one => one.Item));
    }

    [Fact]
    public void The_order_within_a_day_changes_no_verdict_of_a_budget()
    {
        (string Host, double P)[] cases =
        [
            .. Enumerable.Range(0, 60).Select(i => ($"h{i % 7}", ((i * 37 % 61) + 1) / 4000.0)),
        ];
        var expected = Chosen(cases);
        Assert.NotEmpty(expected);
        for (var seed = 0; seed < 5; seed++)
        {
            new Random(seed).Shuffle(cases);
            Assert.Equal(expected, Chosen(cases));
        }

        static string[] Chosen((string Host, double P)[] cases)
        {
            var verdicts = new AlertSelector<string>(
                AlertPolicyOptions.Of(null, null, AlertBudget.Parse("3/day")), anomalyOnly: true);
            foreach (var (host, p) in cases) verdicts.Add($"{host} {p}", Of(host, "10:00", p));
            return [.. verdicts.Complete().Select(one => one.Item).Order(StringComparer.Ordinal)];
        }
    }

    [Fact]
    public void Of_equal_p_values_a_budget_takes_the_highest_scores_then_the_first()
    {
        var verdicts = new AlertSelector<string>(
            AlertPolicyOptions.Of(null, null, AlertBudget.Parse("2/day")), anomalyOnly: true);
        foreach (var (name, score) in new[] { ("a", 1), ("b", 3), ("c", 3), ("d", 2) }) verdicts.Add(
            name, Of(name, "10:00", 0.1, score));
        Assert.Equal(["b", "c"], verdicts.Complete().Select(one => one.Item));
    }

    [Fact]
    public void A_conversation_that_comes_after_its_day_gets_what_that_day_has_left()
    {
        var verdicts = new AlertSelector<string>(AlertPolicyOptions.Of(null, null, AlertBudget.Parse("2/day")));
        verdicts.Add("a", Of("a", "2026-03-02T10:00:00Z", 0.5));
        verdicts.Add("b", Of("b", "2026-03-03T10:00:00Z", 0.5));
        verdicts.Add("late", Of("late", "2026-03-02T11:00:00Z", 0.9));
        verdicts.Add("later", Of("later", "2026-03-02T12:00:00Z", 0.0001));
        verdicts.Add("more of a", Of("a", "2026-03-02T12:00:00Z", 0.001));
        Assert.Equal(
            [
                ("b", Verdict.Anomalous), ("late", Verdict.Anomalous), ("later", Verdict.Normal),
                ("more of a", Verdict.Anomalous),
            ],
            verdicts.Complete());
    }

    [Fact]
    public void Out_of_order_every_period_stays_open_until_the_end()
    {
        var verdicts = new AlertSelector<string>(
            AlertPolicyOptions.Of(null, null, AlertBudget.Parse("1/day")), inOrder: false);
        verdicts.Add("a", Case("2026-03-02T10:00:00Z", 0.5));
        verdicts.Add("b", Case("2026-03-03T10:00:00Z", 0.5));
        Assert.Equal([("a", Verdict.Normal)], verdicts.Add("c", Case("2026-03-02T11:00:00Z", 0.1)));
        Assert.Equal([("b", Verdict.Anomalous), ("c", Verdict.Anomalous)], verdicts.Complete());
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.2)]
    public void A_false_discovery_rate_is_Benjamini_and_Hochbergs_rule_over_all_tests(double rate)
    {
        var random = new Random(4);
        double[] p =
        [
            .. Enumerable.Range(0, 2000).Select(i => i % 20 == 0 ? random.NextDouble() * 1e-3 : random.NextDouble()),
        ];
        var sorted = p.Order().ToArray();
        var passed = Enumerable.Range(1, p.Length).Where(k => sorted[k - 1] <= rate * k / p.Length).DefaultIfEmpty(0)
            .Max();
        var decided = Decide(AlertPolicyOptions.Of(null, null, null, rate), p);
        Assert.True(passed > 0);
        Assert.Equal(p.Select(own => own <= sorted[passed - 1]), decided);
    }

    [Fact]
    public void The_false_discovery_rate_is_kept_on_average()
    {
        var shares = Enumerable.Range(0, 200).Select(seed =>
        {
            var random = new Random(seed);
            double[] p =
            [
                .. Enumerable.Range(0, 1000).Select(i => i < 50 ? random.NextDouble() * 1e-4 : random.NextDouble()),
            ];
            var decided = Decide(AlertPolicyOptions.Of(null, null, null, 0.1), p);
            return decided.Index().Count(one => one.Item && one.Index >= 50) / (double)Math.Max(
                1, decided.Count(one => one));
        });
        Assert.InRange(shares.Average(), 0.05, 0.11);
    }

    [Fact]
    public void Where_nothing_is_strange_enough_a_false_discovery_rate_finds_nothing() =>
        Assert.DoesNotContain(
            true,
            Decide(
                AlertPolicyOptions.Of(null, null, null, 0.1), [.. Enumerable.Range(1, 1000).Select(i => i / 1001.0)]));

    [Fact]
    public void Limits_hold_together_with_a_budget()
    {
        var decided = Decide(
            AlertPolicyOptions.Of(2, 0.01, AlertBudget.Parse("3/day")), [0.001, 0.02, 0.005, 0.003, 0.002]);
        Assert.Equal([true, false, false, true, true], decided);
        Assert.Equal(
            [false, false], Decide(AlertPolicyOptions.Of(2, null, AlertBudget.Parse("3/day")), [0.5, 0.9], score: 1));
    }

    [Fact]
    public void Where_only_anomalies_are_wanted_no_more_than_candidates_are_held()
    {
        var random = new Random(9);
        var budgeted = new AlertSelector<string>(
            AlertPolicyOptions.Of(null, null, AlertBudget.Parse("20/day")), anomalyOnly: true);
        var discovering = new AlertSelector<string>(AlertPolicyOptions.Of(null, null, null, 0.05), anomalyOnly: true);
        for (var i = 0; i < 50_000; i++)
        {
            budgeted.Add("x", Of($"h{i}", "10:00", random.NextDouble()));
            discovering.Add("x", Case("10:00", random.NextDouble()));
            Assert.InRange(budgeted.Waiting, 0, 4 * 1064);
        }

        Assert.InRange(discovering.Waiting, 0, 50_000 * 0.06);
        Assert.Equal(20, budgeted.Complete().Count);
    }

    [Fact]
    public void The_summary_says_what_was_asked_and_achieved()
    {
        var verdicts = new AlertSelector<string>(AlertPolicyOptions.Of(null, null, AlertBudget.Parse("2/hour")));
        for (var i = 0; i < 100; i++)
            verdicts.Add(
                "x",
                Of($"h{i}", i < 50 ? "10:00" : "11:00", (i + 1) / 101.0) with
                {
                    Kind = i == 0 ? PValueKind.TailEstimate : PValueKind.Conformal,
                });
        verdicts.Complete();
        var summary = verdicts.Summary;
        Assert.Equal(
            ("at most 2 incidents per hour", 100L, 4L, 1L, BudgetPeriod.Hour, 2.0),
            (
                summary.Criteria, summary.Conversations, summary.Alerts, summary.TailEstimates, summary.Period,
                summary.AlertsPerPeriod));
        Assert.Equal(100 * 52 / 101.0, summary.ExpectedFalse, 1e-9);
        Assert.Equal(FlowMaker.At("10:00"), summary.From);
        Assert.Contains(
            "4 of 100 conversations are anomalous, 2 per hour", summary.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_scan_of_nothing_has_a_summary_too()
    {
        var verdicts = new AlertSelector<string>(AlertPolicyOptions.Of(null, null, null, 0.1));
        Assert.Empty(verdicts.Complete());
        Assert.Equal((0L, 0L, null), (verdicts.Summary.Conversations, verdicts.Summary.Alerts, verdicts.Summary.From));
    }

    [Theory]
    [InlineData(double.NaN, 0.5)]
    [InlineData(double.PositiveInfinity, 0.5)]
    [InlineData(1, double.NaN)]
    public void What_is_no_finite_number_is_undetermined_under_every_policy(double score, double pValue)
    {
        AlertPolicyOptions[] policies =
        [
            AlertPolicyOptions.Of(null, 0.01), AlertPolicyOptions.Of(3, null),
            AlertPolicyOptions.Of(null, null, AlertBudget.Parse("1/day")),
            AlertPolicyOptions.Of(null, null, null, 0.1),
        ];
        foreach (var policy in policies)
        {
            var verdicts = new AlertSelector<string>(policy);
            (string Item, Verdict Verdict)[] decided =
            [
                .. verdicts.Add("x", Case("10:00", pValue, score)), .. verdicts.Complete(),
            ];
            Assert.Equal([("x", Verdict.Undetermined(Verdict.NotFinite))], decided);
            Assert.Equal(
                (1, 1, 0), (verdicts.Summary.Conversations, verdicts.Summary.Undetermined, verdicts.Summary.Alerts));
        }
    }

    [Fact]
    public void What_could_not_be_judged_is_no_test_of_a_false_discovery_rate()
    {
        // Of two tests p = .1 passes at rate .2; counting a third, undetermined one, it would not.
        var verdicts = new AlertSelector<string>(AlertPolicyOptions.Of(null, null, null, 0.2));
        verdicts.Add("a", Case("10:00", 0.1));
        verdicts.Add("b", Case("10:00", 0.9));
        verdicts.Add("c", Case("10:00", double.NaN));
        Assert.Equal(Judgement.Anomalous, verdicts.Complete()[0].Verdict.Judgement);
    }

    [Theory]
    [InlineData(0.01, Judgement.Undetermined)] // at the smallest, which is more than asked
    [InlineData(0.0100000000001, Judgement.Undetermined)] // the same, through a file
    [InlineData(0.02, Judgement.Normal)] // less strange than the calibration can tell
    public void What_is_as_strange_as_a_small_calibration_can_tell_is_out_of_reach(double pValue, Judgement expected)
    {
        foreach (
            var policy in new[]
            {
                AlertPolicyOptions.Of(null, 0.001), AlertPolicyOptions.Of(null, null),
                AlertPolicyOptions.Of(4, 0.001), AlertPolicyOptions.Of(null, null, null, 0.005),
                AlertPolicyOptions.Of(null, 0.001, AlertBudget.Parse("5/day")),
            })
        {
            var (judged, summary) = Judge(policy, pValue, smallest: 0.01);
            Assert.Equal(expected, judged.Judgement);
            Assert.Equal(expected == Judgement.Undetermined ? Verdict.OutOfReach : null, judged.Why);
            Assert.Equal(
                expected == Judgement.Undetermined ? [new UndeterminedCount(Verdict.OutOfReach, 1)] : [],
                summary.UndeterminedReasons);
            Assert.Equal(expected == Judgement.Undetermined, summary.IsInconclusive);
        }
    }

    [Fact]
    public void What_no_p_value_is_asked_of_is_within_reach()
    {
        Assert.Equal(
            Verdict.Anomalous,
            Judge(AlertPolicyOptions.Of(null, null, AlertBudget.Parse("5/day")), 0.01, 0.01).Verdict);
        Assert.Equal(Verdict.Anomalous, Judge(AlertPolicyOptions.Of(4, null), 0.01, 0.01).Verdict);
        Assert.Equal(Verdict.Anomalous, Judge(AlertPolicyOptions.Of(null, 0.01), 0.01, 0.01).Verdict);
        // Its score does not pass, whatever its p-value might have been.
        Assert.Equal(Verdict.Normal, Judge(AlertPolicyOptions.Of(6, 0.001), 0.01, 0.01).Verdict);
    }

    [Fact]
    public void What_is_out_of_reach_counts_as_a_test_of_a_false_discovery_rate()
    {
        var verdicts = new AlertSelector<string>(AlertPolicyOptions.Of(null, null, null, 0.2));
        verdicts.Add("a", Case("10:00", 0.15));
        verdicts.Add("b", Case("10:00", 0.3) with { Smallest = 0.3 });
        Assert.Equal(
            [Judgement.Normal, Judgement.Undetermined], verdicts.Complete().Select(one => one.Verdict.Judgement));
    }

    [Theory]
    [InlineData(0, 0, 0, true)]
    [InlineData(100, 0, 5, false)]
    [InlineData(100, 0, 6, true)]
    [InlineData(100, 1, 50, false)]
    public void No_anomaly_is_no_answer_where_too_much_was_not_judged(
        int conversations, int alerts, int undetermined, bool expected)
    {
        var verdicts = new AlertSelector<string>(AlertPolicyOptions.Of(null, 0.001));
        for (var i = 0; i < conversations; i++)
        {
            verdicts.Add(
                "x", i < alerts ? Case("10:00", 0.0001)
                    : i < alerts + undetermined ? Case("10:00", 0.01) with { Smallest = 0.01 }
                    : Case("10:00", 0.5));
        }

        Assert.Equal(expected, verdicts.Summary.IsInconclusive);
    }

    [Fact]
    public void A_budget_and_a_rate_cannot_be_asked_for_together() =>
        Assert.Throws<ArgumentException>(() => AlertPolicyOptions.Of(null, null, AlertBudget.Parse("2/day"), 0.1));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_rate_that_is_none_is_refused(double rate) =>
        Assert.Throws<ArgumentException>(() => AlertPolicyOptions.Of(null, null, null, rate));

    private static bool[] Decide(AlertPolicyOptions rule, double[] pValues, double score = 5)
    {
        var verdicts = new AlertSelector<string>(rule);
        var decided = pValues.SelectMany((p, i) => verdicts.Add("x", Of($"h{i}", "10:00", p, score))).ToList();
        decided.AddRange(verdicts.Complete());
        return [.. decided.Select(one => one.Verdict.Judgement == Judgement.Anomalous)];
    }

    private static (Verdict Verdict, AnomalyScanSummary Summary) Judge(
        AlertPolicyOptions policy, double pValue, double smallest)
    {
        var verdicts = new AlertSelector<string>(policy);
        (string Item, Verdict Verdict)[] decided =
        [
            .. verdicts.Add("x", Case("10:00", pValue) with { Smallest = smallest }), .. verdicts.Complete(),
        ];
        return (Assert.Single(decided).Verdict, verdicts.Summary);
    }

    private static ScoredItem Case(string window, double pValue, double score = 5) =>
        new(FlowMaker.At(window), score, pValue, PValueKind.Conformal, "m");

    private static ScoredItem Of(string host, string window, double pValue, double score = 5) =>
        Case(window, pValue, score) with { Host = host };
}
