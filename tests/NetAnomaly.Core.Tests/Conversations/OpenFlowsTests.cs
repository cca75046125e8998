using NetAnomaly.Core.Conversations;
using static NetAnomaly.Core.Tests.Support.FlowMaker;

namespace NetAnomaly.Core.Tests.Conversations;

/// <summary>What stays in memory, and that files in another order than time give the same conversations.</summary>
public sealed class OpenFlowsTests
{
    private const int FlowsPerHour = 2_000;
    private const int Days = 3;

    [Fact]
    public void In_order_only_the_window_in_work_and_the_tolerance_are_open()
    {
        var builder = new ConversationBuilder(new ConversationOptions());
        long most = 0;
        foreach (var flow in Day(0))
        {
            builder.Add(flow);
            most = Math.Max(most, builder.OpenFlows);
        }

        Assert.InRange(most, FlowsPerHour, FlowsPerHour + (FlowsPerHour / 12) + 1);
    }

    [Fact]
    public void Files_in_reverse_day_order_give_the_same_conversations_as_in_order_and_memory_stays_bounded()
    {
        var inOrder = Build([Day(0), Day(1), Day(2)], out var lateInOrder, out _);
        var reversed = Build([Day(2), Day(1), Day(0)], out var lateReversed, out var mostOpen);
        Assert.Equal(0, lateInOrder);
        Assert.Equal(2 * 24 * FlowsPerHour, lateReversed);
        Assert.Equal(Days * 24 * 50, inOrder.Count);
        Assert.Equal(inOrder.Order(StringComparer.Ordinal), reversed.Order(StringComparer.Ordinal));
        // The rows without which a reopened window counts as idle, how often that is looked at, and a window on either
        // side.
        Assert.InRange(mostOpen, 1, ConversationBuilder.IdleRows + 4_096 + (2 * FlowsPerHour));
    }

    [Fact]
    public void A_small_file_read_after_a_later_one_is_whole_again()
    {
        FlowRecord[] today = [Flow("2011-08-17T09:00", line: 1), Flow("2011-08-17T12:00", line: 2)];
        FlowRecord[] yesterday = [Flow("09:00", line: 3), Flow("12:00", line: 4), Flow("09:01", line: 5)];
        var builder = new ConversationBuilder(new ConversationOptions());
        foreach (var flow in today.Concat(yesterday)) builder.Add(flow);
        Assert.Equal(
            ["3 5", "4", "2"],
            builder.Complete().Select(sequence => string.Join(' ', sequence.Flows.Select(flow => flow.Line))));
        Assert.Equal(3, builder.LateFlows);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(999)]
    public void No_more_flows_are_open_than_allowed_and_none_is_lost(int most)
    {
        var builder = new ConversationBuilder(new ConversationOptions { MaxOpenFlows = most });
        long handedOn = 0;
        foreach (var flow in Day(0).Take(5_000))
        {
            handedOn += builder.Add(flow).Sum(sequence => sequence.FlowCount);
            Assert.InRange(builder.OpenFlows, 0, most);
        }

        Assert.True(builder.EarlyWindows > 0);
        Assert.Equal(5_000, handedOn + builder.Complete().Sum(sequence => sequence.FlowCount));
    }

    [Fact]
    public void When_there_is_no_more_room_the_earliest_window_makes_it()
    {
        var builder = new ConversationBuilder(
            new ConversationOptions { MaxOpenFlows = 2, Tolerance = TimeSpan.FromHours(3) });
        builder.Add(Flow("11:00"));
        builder.Add(Flow("10:00"));
        Assert.Equal(At("10:00"), Assert.Single(builder.Add(Flow("12:00"))).WindowStart);
        Assert.Equal(1, builder.EarlyWindows);
        Assert.Equal(2, builder.OpenFlows);
    }

    [Fact]
    public void Rows_of_a_window_that_made_room_are_late()
    {
        var builder = new ConversationBuilder(
            new ConversationOptions { MaxOpenFlows = 2, Tolerance = TimeSpan.FromHours(3) });
        foreach (var time in new[] { "11:00", "10:00", "12:00" }) builder.Add(Flow(time));
        Assert.Equal(0, builder.LateFlows);

        builder.Add(Flow("10:30"));

        Assert.Equal(1, builder.LateFlows);
    }

    [Fact]
    public void Room_that_is_just_enough_hands_nothing_on_early()
    {
        var builder = new ConversationBuilder(new ConversationOptions { MaxOpenFlows = 3 });
        for (var minute = 0; minute < 3; minute++) Assert.Empty(builder.Add(Flow($"10:0{minute}")));
        Assert.Equal(0, builder.EarlyWindows);
    }

    [Fact]
    public void A_window_that_ends_makes_room_and_no_other_is_handed_on_early()
    {
        var builder = new ConversationBuilder(
            new ConversationOptions { MaxOpenFlows = 2, Tolerance = TimeSpan.FromMinutes(1) });
        builder.Add(Flow("10:30"));
        builder.Add(Flow("11:00"));
        Assert.Equal(At("10:00"), Assert.Single(builder.Add(Flow("11:01"))).WindowStart);
        Assert.Equal(0, builder.EarlyWindows);
        Assert.Equal(2, builder.OpenFlows);
    }

    // A day of 50 hosts in turn, in order of time.
    private static IEnumerable<FlowRecord> Day(int day)
    {
        var start = At("00:00").AddDays(day);
        var step = TimeSpan.FromHours(1) / FlowsPerHour;
        for (var i = 0; i < 24 * FlowsPerHour; i++)
        {
            yield return new FlowRecord
            {
                Start = start + (i * step), Protocol = "tcp", SourceAddress = $"10.1.0.{i % 50}",
                DestinationAddress = Bob, Bytes = i,
            };
        }
    }

    private static List<string> Build(IEnumerable<FlowRecord>[] files, out long late, out long mostOpen)
    {
        var builder = new ConversationBuilder(new ConversationOptions());
        var conversations = new List<string>();
        mostOpen = 0;
        foreach (var flow in files.SelectMany(file => file))
        {
            conversations.AddRange(builder.Add(flow).Select(Text));
            mostOpen = Math.Max(mostOpen, builder.OpenFlows);
        }

        conversations.AddRange(builder.Complete().Select(Text));
        late = builder.LateFlows;
        return conversations;
    }

    private static string Text(Conversation sequence) => $"{sequence} {string.Join(' ', sequence.Tokens)}";
}
