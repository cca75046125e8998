using NetAnomaly.Core.Conversations;
using static NetAnomaly.Core.Tests.Support.FlowMaker;

namespace NetAnomaly.Core.Tests.Conversations;

public sealed class WindowTests
{
    [Fact]
    public void The_clock_hour_parts_conversations_at_its_first_tick()
    {
        var sequences = Build(1, Flow("10:59:59.9999999", line: 1), Flow("11:00:00", line: 2));
        Assert.Equal([At("10:00"), At("11:00")], sequences.Select(sequence => sequence.WindowStart));
        Assert.Equal([1L, 2L], sequences.Select(sequence => Assert.Single(sequence.Flows).Line));
        Assert.All(sequences, sequence => Assert.Equal(DateTimeKind.Utc, sequence.WindowStart.Kind));
    }

    [Fact]
    public void A_window_of_a_day_runs_from_midnight_to_midnight()
    {
        var sequences = Build(
            24, Flow("2011-08-15T23:59:59.9999999"), Flow("2011-08-16T00:00:00"), Flow("2011-08-16T23:59:59"),
            Flow("2011-08-17T00:00:00"));
        Assert.Equal(
            [At("2011-08-15T00:00"), At("2011-08-16T00:00"), At("2011-08-17T00:00")],
            sequences.Select(sequence => sequence.WindowStart));
        Assert.Equal([1, 2, 1], sequences.Select(sequence => sequence.FlowCount));
    }

    [Theory]
    [InlineData(6, "05:59:59", "00:00")]
    [InlineData(6, "06:00:00", "06:00")]
    [InlineData(8, "17:30:00", "16:00")]
    [InlineData(12, "12:00:00", "12:00")]
    public void A_window_of_some_hours_begins_at_their_multiple(int hours, string at, string window) =>
        Assert.Equal(At(window), Assert.Single(Build(hours, Flow(at))).WindowStart);

    [Fact]
    public void Flows_stand_in_order_of_their_start_and_equal_starts_in_the_order_they_came()
    {
        var sequence = Assert.Single(Build(
            1, Flow("10:02", line: 1), Flow("10:01", line: 2), Flow("10:02", line: 3), Flow("10:01", line: 4),
            Flow("10:00", line: 5), Flow("10:02", line: 6)));
        Assert.Equal([5L, 2L, 4L, 1L, 3L, 6L], sequence.Flows.Select(flow => flow.Line));
    }

    [Fact]
    public void Words_stand_at_the_place_of_their_flows_after_ordering()
    {
        var sequence = Assert.Single(Build(1, Flow("10:02", bytes: 7), Flow("10:01", bytes: 1)));
        Assert.Equal(["t1", "t3"], sequence.Words(0).ToArray());
    }

    [Fact]
    public void Conversations_come_by_window_and_then_by_their_first_flow()
    {
        var sequences = Build(
            1,
            Flow("11:01", from: Carol, to: Bob, line: 1),
            Flow("10:59", from: Bob, to: Carol, line: 2),
            Flow("10:58", from: Alice, to: Bob, line: 3),
            Flow("11:02", from: Alice, to: Bob, line: 4),
            Flow("10:57", from: Alice, to: Carol, line: 5));
        Assert.Equal([2L, 3L, 5L, 1L, 4L], sequences.Select(sequence => Assert.Single(sequence.Flows).Line));
    }

    [Fact]
    public void No_flows_give_no_conversations() => Assert.Empty(Build(1));

    [Fact]
    public void The_first_and_the_last_moment_of_the_calendar_have_windows()
    {
        var sequences = Build(
            24, Flow() with { Start = DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc) },
            Flow() with { Start = DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc) });
        Assert.Equal([DateTime.MinValue, DateTime.MaxValue.Date], sequences.Select(sequence => sequence.WindowStart));
    }

    private static List<Conversation> Build(int hours, params FlowRecord[] flows) =>
        [.. ConversationBuilder.Build(flows, new ConversationOptions { Window = TimeSpan.FromHours(hours) })];
}
