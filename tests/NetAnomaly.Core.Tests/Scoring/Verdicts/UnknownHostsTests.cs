using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Scoring.Verdicts;

public sealed class UnknownHostsTests
{
    private static AlertPolicyOptions Small => AlertPolicyOptions.Of(minScore: null, maxPValue: 0.001);

    [Theory]
    [InlineData(0.2, true, Judgement.Undetermined)]
    [InlineData(0.2, false, Judgement.Normal)]
    [InlineData(0.0005, true, Judgement.Anomalous)]
    public void What_nothing_compares_with_is_anomalous_or_undetermined(
        double pValue, bool isOfUnknownHosts, Judgement expected)
    {
        var selector = new AlertSelector<string>(Small);
        var (_, verdict) = Assert.Single(selector.Add("a", Item(pValue, isOfUnknownHosts)));
        Assert.Equal(expected, verdict.Judgement);
        Assert.Equal(expected == Judgement.Undetermined ? Verdict.UnknownHosts : null, verdict.Why);
        Assert.Equal(expected == Judgement.Undetermined ? 1 : 0, selector.Summary.Undetermined);
    }

    [Fact]
    public void A_budget_takes_it_as_any_other()
    {
        var selector = new AlertSelector<string>(
            AlertPolicyOptions.Of(null, null, new AlertBudget(1, BudgetPeriod.Day)));
        Assert.Empty(selector.Add("a", Item(0.2, isOfUnknownHosts: true)));
        Assert.Equal(Judgement.Anomalous, Assert.Single(selector.Complete()).Verdict.Judgement);
    }

    [Fact]
    public void The_reason_has_words() => Assert.Contains(
        "never saw their hosts", Verdict.Explain(Verdict.UnknownHosts), StringComparison.Ordinal);

    private static ScoredItem Item(double pValue, bool isOfUnknownHosts) =>
        new(FlowMaker.At("10:00"), 3, pValue, PValueKind.Conformal, "m") { IsOfUnknownHosts = isOfUnknownHosts };
}
