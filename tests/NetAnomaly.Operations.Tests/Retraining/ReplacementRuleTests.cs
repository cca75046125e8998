using NetAnomaly.Operations.Retraining;

namespace NetAnomaly.Operations.Tests.Retraining;

public sealed class ReplacementRuleTests
{
    private static readonly DateTime Start = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_model_that_raises_the_same_replaces_the_old_one() =>
        Assert.True(Judge([Row(0, 1, 1, FeedbackMark.True), Row(1, 2, 2)]).Holds);

    [Fact]
    public void A_model_that_does_not_raise_what_was_marked_as_true_does_not()
    {
        var (holds, reasons) = Judge([Row(0, 1, null, FeedbackMark.True)]);
        Assert.False(holds);
        Assert.Contains("does not raise 1 of 1 incidents marked as true", reasons[0], StringComparison.Ordinal);
        Assert.Contains("10.0.0.0", reasons[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FeedbackMark.Benign)]
    [InlineData(FeedbackMark.Wrong)]
    [InlineData(null)]
    public void What_was_not_marked_as_true_may_be_raised_no_longer(FeedbackMark? mark) =>
        Assert.True(Judge([Row(0, 1, null, mark)]).Holds);

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void Without_incidents_before_one_a_quiet_day_is_allowed(int incidents, bool holds) =>
        Assert.Equal(holds, Judge([.. Enumerable.Range(0, incidents).Select(i => Row(i % 3, null, i + 1))]).Holds);

    [Fact]
    public void A_day_with_an_attack_is_not_quiet()
    {
        // Ten of its own on the day of the attack are not counted.
        ComparedIncident[] rows =
        [
            Row(1, 1, 1, FeedbackMark.True), .. Enumerable.Range(2, 10).Select(rank => Row(1, null, rank)),
        ];
        var (holds, reasons) = Judge(rows);
        Assert.True(holds);
        Assert.Contains("On quiet days the new model raises 0 incidents", reasons[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.05, true)]
    [InlineData(0.06, false)]
    public void A_model_that_cannot_judge_more_than_one_in_twenty_does_not_replace_it(double share, bool holds) =>
        Assert.Equal(holds, Judge([], share).Holds);

    [Fact]
    public void Nothing_to_compare_is_no_reason_to_replace() =>
        Assert.False(Judge([], conversations: 0).Holds);

    private static (bool Holds, IReadOnlyList<string> Reasons) Judge(
        ComparedIncident[] rows, double undetermined = 0, long conversations = 1000) =>
        new ReplacementRule(ReplacementRule.DefaultMaxIncrease).Judge(new ModelComparison
        {
            Reference = "old",
            Difference = "new",
            From = Start,
            Until = Start.AddDays(3),
            Incidents = rows,
            Days =
            [
                .. Enumerable.Range(0, 3).Select(day => new ComparedDay(
                    Start.AddDays(day), 0, 0, 0,
                    !rows.Any(row => row.Feedback == FeedbackMark.True && row.Start.Date == Start.AddDays(day)))),
            ],
            ReferenceDrift = new ModelDrift(conversations, 0.01, 0, 0, null),
            DifferenceDrift = new ModelDrift(conversations, 0.01, 0, undetermined, null),
        });

    private static ComparedIncident Row(int day, int? old, int? now, FeedbackMark? mark = null) => new()
    {
        Host = $"10.0.0.{day}",
        Start = Start.AddDays(day).AddHours(3),
        End = Start.AddDays(day).AddHours(4),
        Reference = old is null ? null : Incident(day),
        Difference = now is null ? null : Incident(day),
        ReferenceRank = old,
        DifferenceRank = now,
        Feedback = mark,
    };

    private static AnomalyIncident Incident(int day) => Incidents.Of($"10.0.0.{day}", Start.AddDays(day), 3, 4);
}
