using System.Globalization;
using NetAnomaly.Core.Conversations;
using static NetAnomaly.Core.Tests.Support.FlowMaker;

namespace NetAnomaly.Core.Tests.Conversations;

public sealed class GroupingTests
{
    private static readonly FlowRecord[] Traffic =
    [
        Flow("10:00", Alice, Bob, line: 1),
        Flow("10:01", Bob, Alice, line: 2),
        Flow("10:02", Alice, Carol, line: 3),
        Flow("10:03", Carol, Bob, line: 4),
        Flow("10:04", Alice, Bob, line: 5),
    ];

    [Fact]
    public void A_dyad_holds_the_flows_of_both_directions() =>
        Assert.Equal(["1 2 5", "3", "4"], Lines(FlowGrouping.Dyad));

    [Fact]
    public void A_directed_dyad_holds_one_direction() =>
        Assert.Equal(["1 5", "2", "3", "4"], Lines(FlowGrouping.DirectedDyad));

    [Fact]
    public void By_source_all_that_one_address_opened_belongs_together() =>
        Assert.Equal(["1 3 5", "2", "4"], Lines(FlowGrouping.Source));

    [Fact]
    public void By_destination_all_that_was_opened_to_one_address_belongs_together() =>
        Assert.Equal(["1 4 5", "2", "3"], Lines(FlowGrouping.Destination));

    [Fact]
    public void By_flow_every_flow_is_a_conversation_at_once()
    {
        var builder = new ConversationBuilder(new ConversationOptions { GroupBy = FlowGrouping.Flow });

        Assert.Equal(
            ["1", "2", "3", "4", "5"],
            Traffic.Select(
                flow =>
                    Assert.Single(Assert.Single(builder.Add(flow)).Flows).Line.ToString(CultureInfo.InvariantCulture)));
        Assert.Empty(builder.Complete());
    }

    [Fact]
    public void By_flow_a_conversation_lies_in_the_window_of_its_flow() =>
        Assert.Equal(
            [At("10:00"), At("23:00")],
            ConversationBuilder.Build(
                [Flow("10:30"), Flow("23:59:59")], new ConversationOptions { GroupBy = FlowGrouping.Flow })
                .Select(conversation => conversation.WindowStart));

    [Fact]
    public void A_grouping_beyond_the_enumeration_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new ConversationBuilder(new ConversationOptions { GroupBy = (FlowGrouping)9 }).Add(Flow()));

    [Fact]
    public void An_address_that_talks_to_itself_is_a_conversation() =>
        Assert.Single(ConversationBuilder.Build([Flow(from: Alice, to: Alice)], new ConversationOptions()));

    [Fact]
    public void Addresses_that_differ_only_in_case_are_two() =>
        Assert.Equal(
            2,
            ConversationBuilder.Build([Flow(from: "host-a"), Flow(from: "HOST-A")], new ConversationOptions()).Count());

    [Fact]
    public void A_conversation_carries_how_it_was_made()
    {
        var options = new ConversationOptions
        {
            GroupBy = FlowGrouping.Source, Window = TimeSpan.FromHours(2), Schemes = [TokenScheme.ServicePort],
        };
        var sequence = Assert.Single(ConversationBuilder.Build([Flow("11:00")], options));
        Assert.Equal(FlowGrouping.Source, sequence.GroupBy);
        Assert.Equal(TimeSpan.FromHours(2), sequence.Window);
        Assert.Equal(At("10:00"), sequence.WindowStart);
        Assert.Equal([TokenScheme.ServicePort], sequence.Schemes);
    }

    private static IEnumerable<string> Lines(FlowGrouping groupBy) => ConversationBuilder
        .Build(Traffic, new ConversationOptions { GroupBy = groupBy })
        .Select(sequence => string.Join(' ', sequence.Flows.Select(flow => flow.Line)));
}
