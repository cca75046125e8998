using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Scoring.Verdicts;

public sealed class AlertBudgetTests
{
    [Theory]
    [InlineData("20/day", 20, BudgetPeriod.Day)]
    [InlineData("5/h", 5, BudgetPeriod.Hour)]
    [InlineData(" 5 / Hour ", 5, BudgetPeriod.Hour)]
    [InlineData("100 per week", 100, BudgetPeriod.Week)]
    [InlineData("1000000/DAYS", 1_000_000, BudgetPeriod.Day)]
    public void A_number_and_a_period_are_a_budget(string text, int alerts, BudgetPeriod period) =>
        Assert.Equal(new AlertBudget(alerts, period), AlertBudget.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("20")]
    [InlineData("day")]
    [InlineData("20/")]
    [InlineData("0/day")]
    [InlineData("-1/day")]
    [InlineData("1.5/day")]
    [InlineData("1000001/day")]
    [InlineData("99999999999/day")]
    [InlineData("20/year")]
    [InlineData("20/day/2")]
    public void Anything_else_is_refused_with_what_would_do(string text) =>
        Assert.Contains(
            "20/day", Assert.Throws<FormatException>(() => AlertBudget.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void It_reads_back_what_it_writes() =>
        Assert.Equal("50/week", AlertBudget.Parse(new AlertBudget(50, BudgetPeriod.Week).ToString()).ToString());

    [Theory]
    [InlineData("5/hour", "2026-03-04T14:00:00Z")]
    [InlineData("5/day", "2026-03-04T00:00:00Z")]
    [InlineData("5/week", "2026-03-02T00:00:00Z")]
    public void Periods_are_clock_hours_days_and_weeks_from_Monday(string budget, string start) =>
        Assert.Equal(FlowMaker.At(start), AlertBudget.Parse(budget).PeriodOf(FlowMaker.At("2026-03-04T14:35:10Z")));
}
