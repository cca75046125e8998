using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Services;

namespace NetAnomaly.Core.Tests.Scoring.Verdicts;

public sealed class LikeForgottenTests
{
    [Theory]
    [InlineData(0.02, 0.0005, Judgement.Undetermined)]
    [InlineData(0.02, 0.002, Judgement.Normal)]
    [InlineData(0.0005, 0.0001, Judgement.Anomalous)]
    [InlineData(0.02, null, Judgement.Normal)]
    public void What_is_anomalous_beside_what_was_kept_alone_is_neither_normal_nor_anomalous(
        double pValue, double? ofKept, Judgement expected)
    {
        var selector = new AlertSelector<string>(AlertPolicyOptions.Of(AnomalyThreshold.Default));
        var one = new ScoredItem(DateTime.UnixEpoch, 5, pValue, PValueKind.Conformal, "m") { PValueOfKept = ofKept };
        var (_, verdict) = Assert.Single(selector.Add("one", one));
        Assert.Equal(expected, verdict.Judgement);
        Assert.Equal(expected == Judgement.Undetermined ? Verdict.LikeForgotten : null, verdict.Why);
    }

    [Fact]
    public void A_budget_without_a_p_value_looks_at_the_order_alone()
    {
        var selector = new AlertSelector<string>(
            AlertPolicyOptions.Of(null, null, AlertBudget.Parse("1/day")), anomalyOnly: true);
        _ = selector.Add(
            "one",
            new ScoredItem(DateTime.UnixEpoch, 5, 0.02, PValueKind.Conformal, "m") { PValueOfKept = 0.0005 }).ToArray();
        Assert.Equal("one", Assert.Single(selector.Complete()).Item);
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(30, true)]
    public void A_scan_warns_of_them_where_they_are_more_than_one_in_a_hundred(int strange, bool warns)
    {
        var selector = new AlertSelector<string>(AlertPolicyOptions.Of(AnomalyThreshold.Default));
        for (var i = 0; i < 1000; i++)
        {
            _ = selector.Add(
                $"{i}", new ScoredItem(DateTime.UnixEpoch, 5, 0.02, PValueKind.Conformal, "m")
                {
                    PValueOfKept = i < strange ? 0.0005 : 0.5,
                }).ToArray();
        }

        _ = selector.Complete().ToArray();
        Assert.Equal(strange, selector.Summary.Undetermined);
        var warning = ScanWarnings.Undetermined(selector.Summary);
        Assert.Equal(warns, warning?.Contains("training review", StringComparison.Ordinal) ?? false);
    }

    [Theory]
    [InlineData(0.1, 2.1, 0.01, true)]
    [InlineData(0.11, 2.1, 0.01, false)]
    [InlineData(0.1, 2.0, 0.01, false)]
    [InlineData(0.1, 2.1, 0.011, false)]
    public void A_host_that_is_rare_without_what_was_forgotten_alone_is_named_and_makes_the_scan_inconclusive(
        double ofKept, double perDay, double pValue, bool expected)
    {
        var selector = new AlertSelector<string>(AlertPolicyOptions.Of(AnomalyThreshold.Default));
        var verdict = selector.Add(
            "one", new ScoredItem(DateTime.UnixEpoch, 5, 0.05, PValueKind.Conformal, "m")
            {
                Host = "192.0.2.9", PValueOfKept = pValue, PerDay = perDay, PerDayOfKept = ofKept,
            }).Single().Verdict;
        selector.Add("usual", new ScoredItem(DateTime.UnixEpoch, 1, 0.5, PValueKind.Conformal, "m"));
        selector.Complete();
        var summary = selector.Summary;
        Assert.Equal(expected ? Verdict.Undetermined(Verdict.LikeForgotten) : Verdict.Normal, verdict);
        Assert.Equal(expected ? ["192.0.2.9"] : [], summary.HostsLikeForgotten);
        Assert.Equal(expected, summary.IsInconclusive);
        if (expected)
            Assert.Contains(
                "Without what it forgot, these hosts would be incidents: 192.0.2.9.",
                ScanWarnings.Undetermined(summary), StringComparison.Ordinal);
        else Assert.Null(ScanWarnings.Undetermined(summary));
    }
}
