using NetAnomaly.Core.Conversations;
using static NetAnomaly.Core.Tests.Support.FlowMaker;

namespace NetAnomaly.Core.Tests.Conversations;

public sealed class WatermarkTests
{
    private readonly ConversationBuilder builder = new(new ConversationOptions { Tolerance = TimeSpan.FromMinutes(5) });

    [Fact]
    public void A_conversation_is_handed_on_the_moment_its_window_is_past_the_tolerance()
    {
        Assert.Empty(builder.Add(Flow("10:30", line: 1)));
        Assert.Empty(builder.Add(Flow("11:04:59.9999999", line: 2)));
        var handedOn = Assert.Single(builder.Add(Flow("11:05:00", line: 3)));
        Assert.Equal(1, Assert.Single(handedOn.Flows).Line);
        Assert.Equal(2, builder.OpenFlows);
    }

    [Fact]
    public void Without_tolerance_the_first_flow_of_the_next_hour_hands_it_on()
    {
        var strict = new ConversationBuilder(new ConversationOptions { Tolerance = TimeSpan.Zero });
        Assert.Empty(strict.Add(Flow("10:30")));
        Assert.Empty(strict.Add(Flow("10:59:59.9999999")));
        Assert.Equal(2, Assert.Single(strict.Add(Flow("11:00"))).FlowCount);
    }

    [Fact]
    public void An_out_of_order_row_within_the_tolerance_finds_its_conversation()
    {
        builder.Add(Flow("10:58", line: 1));
        builder.Add(Flow("11:04:59", line: 2));
        Assert.Empty(builder.Add(Flow("10:59", line: 3)));
        Assert.Equal(0, builder.LateFlows);
        Assert.Equal([1L, 3L], Assert.Single(builder.Add(Flow("11:05", line: 4))).Flows.Select(flow => flow.Line));
    }

    [Fact]
    public void The_watermark_never_goes_back()
    {
        builder.Add(Flow("11:04"));
        builder.Add(Flow("10:00"));
        Assert.Empty(builder.Add(Flow("11:04:30")));
        Assert.Single(builder.Add(Flow("11:05")));
    }

    [Fact]
    public void One_row_far_ahead_hands_on_all_windows_that_it_leaves_behind_in_order()
    {
        builder.Add(Flow("10:58"));
        builder.Add(Flow("11:02"));
        builder.Add(Flow("11:03", from: Carol));
        Assert.Equal(
            [At("10:00"), At("11:00"), At("11:00")],
            builder.Add(Flow("23:00")).Select(sequence => sequence.WindowStart));
    }

    [Fact]
    public void Rows_later_than_the_tolerance_reopen_their_window_and_are_counted_and_lost_nowhere()
    {
        builder.Add(Flow("10:30", line: 1));
        Assert.Single(builder.Add(Flow("11:05", line: 2)));
        Assert.Empty(builder.Add(Flow("10:50", line: 3)));
        Assert.Empty(builder.Add(Flow("10:40", line: 4)));
        Assert.Equal(2, builder.LateFlows);
        var rest = builder.Complete();
        Assert.Equal([At("10:00"), At("11:00")], rest.Select(sequence => sequence.WindowStart));
        Assert.Equal([4L, 3L], rest[0].Flows.Select(flow => flow.Line));
        Assert.Equal(0, builder.OpenFlows);
    }

    [Fact]
    public void A_reopened_window_stays_open_while_rows_fall_into_it_and_closes_when_none_has_for_long()
    {
        builder.Add(Flow("11:05", from: Bob, to: Carol));
        builder.Add(Flow("10:10", line: 1));
        for (var row = 0; row < ConversationBuilder.IdleRows; row++)
            Assert.Empty(builder.Add(Flow("11:06", from: Bob, to: Carol)));
        Assert.Empty(builder.Add(Flow("10:20", line: 2)));

        List<Conversation> handedOn = [];
        var rows = 0;
        for (; rows < 2 * ConversationBuilder.IdleRows && handedOn.Count == 0; rows++)
            handedOn.AddRange(builder.Add(Flow("11:06", from: Bob, to: Carol)));
        Assert.Equal([1L, 2L], Assert.Single(handedOn).Flows.Select(flow => flow.Line));
        Assert.True(rows > ConversationBuilder.IdleRows, $"It closed after {rows} rows.");
    }

    [Fact]
    public void Input_can_go_on_after_it_was_completed_once()
    {
        builder.Add(Flow("10:30"));
        Assert.Single(builder.Complete());
        Assert.Empty(builder.Complete());
        builder.Add(Flow("10:31"));
        Assert.Single(builder.Complete());
    }

    [Fact]
    public void Where_it_is_said_that_no_earlier_flow_will_come_its_windows_are_handed_on()
    {
        builder.Add(Flow("10:30"));
        Assert.Empty(builder.AdvanceTo(At("10:59:59.9999999")));
        Assert.Single(builder.AdvanceTo(At("11:00")));
        Assert.Empty(builder.Add(Flow("11:01")));
        Assert.Equal(0, builder.LateFlows);
        builder.Add(Flow("10:40"));
        Assert.Equal(1, builder.LateFlows);
    }

    [Fact]
    public void What_is_said_of_a_time_that_is_past_changes_nothing()
    {
        builder.Add(Flow("10:30"));
        builder.Add(Flow("11:05"));
        Assert.Empty(builder.AdvanceTo(At("09:00")));
        builder.Add(Flow("10:50"));
        Assert.Equal(1, builder.LateFlows);
    }

    [Fact]
    public void Building_is_lazy()
    {
        var read = 0;
        IEnumerable<FlowRecord> Flows()
        {
            for (var hour = 0; hour < 24; hour++)
            {
                read++;
                yield return Flow($"{hour:00}:30");
            }
        }

        Assert.Equal(At("00:00"), ConversationBuilder.Build(Flows(), new ConversationOptions()).First().WindowStart);
        Assert.Equal(2, read);
    }
}
