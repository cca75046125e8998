using NetAnomaly.Operations.Suppressions;

namespace NetAnomaly.Operations.Tests.Suppressions;

public sealed class SuppressionCounterTests
{
    [Fact]
    public void What_was_hidden_is_counted_by_suppression()
    {
        var summary = Count(Night.Suppression() with { Host = Night.Scanner }, 2, 30);
        Assert.Equal((32, 2), (summary.Given, summary.Hidden));
        Assert.Equal("2 of 32 suppressed (2 by scanner).", summary.ToString());
        Assert.Empty(SuppressionCounter.Warnings(summary));
        Assert.Equal(["hidden 0", "hidden 1"], Assert.Single(summary.Suppressions).Examples);
    }

    [Theory]
    [InlineData(2, 8, false)]
    [InlineData(3, 8, true)]
    [InlineData(3, 1, false)]
    public void More_than_a_fifth_is_too_broad_where_there_are_ten_or_more(int hidden, int shown, bool tooBroad)
    {
        var summary = Count(Night.Suppression() with { Host = Night.Scanner }, hidden, shown);
        Assert.Equal(tooBroad, summary.Suppressions[0].IsTooBroad);
        Assert.Equal(tooBroad ? 1 : 0, SuppressionCounter.Warnings(summary).Count);
    }

    [Fact]
    public void Hiding_what_feedback_marked_as_true_is_too_broad()
    {
        var summary = Count(Night.Suppression() with { Host = Night.Scanner }, 1, 99, isTrue: true);
        Assert.True(summary.Suppressions[0].IsTooBroad);
        Assert.Contains("marked as true", SuppressionCounter.Warnings(summary)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void An_expired_one_is_reported_with_what_it_would_have_hidden()
    {
        var summary = Count(
            Night.Suppression() with { Host = Night.Scanner, Expires = Night.At(0, 4) }, 3, 30);
        Assert.Equal((0, 3, true), (summary.Hidden, summary.Suppressions[0].AfterExpiry,
            summary.Suppressions[0].IsExpired));
        Assert.Contains(
            "expired on 2026-03-04 00:00Z and would have hidden 3.", SuppressionCounter.Warnings(summary)[0],
            StringComparison.Ordinal);
        Assert.Equal("0 of 33 suppressed; 1 expired.", summary.ToString());
    }

    [Fact]
    public void What_came_back_over_its_ceiling_is_reported()
    {
        var summary = Count(Night.Suppression() with { Host = Night.Scanner, MaxFlowsPerDay = 1 }, 3, 30, flows: 2);
        Assert.Equal(3, summary.Suppressions[0].OverCeiling);
        Assert.StartsWith("3 came back", SuppressionCounter.Warnings(summary)[0], StringComparison.Ordinal);
    }

    private static SuppressionSummary Count(
        AnomalySuppression scope, int hidden, int shown, bool isTrue = false, int flows = 1)
    {
        var list = new SuppressionList([scope]);
        var counter = new SuppressionCounter(list, Night.Now);
        for (var i = 0; i < hidden; i++)
            counter.Add($"hidden {i}", list.Match(Night.Incident(Night.Result(flows: flows)), Night.Now), isTrue);
        for (var i = 0; i < shown; i++)
            counter.Add($"shown {i}", list.Match(Night.Incident(Night.Result("10.1.1.1")), Night.Now), isTrue);
        return counter.Summarize();
    }
}
