using NetAnomaly.Core.Conversations;
using static NetAnomaly.Core.Tests.Support.FlowMaker;
using static NetAnomaly.Core.Tests.Support.SequenceMaker;

namespace NetAnomaly.Core.Tests.Flows;

public sealed class ConversationTests
{
    [Fact]
    public void A_conversation_without_flows_is_refused() =>
        Assert.Throws<ArgumentException>(
            () => new Conversation(
                At("10:00"), TimeSpan.FromHours(1), FlowGrouping.Dyad, [TokenScheme.ProtoByte], [], [[]]));

    [Fact]
    public void A_factor_with_too_few_words_is_refused() =>
        Assert.Throws<ArgumentException>(() => new Conversation(
            At("10:00"), TimeSpan.FromHours(1), FlowGrouping.Dyad, [TokenScheme.ProtoByte, TokenScheme.State],
            [Flow(), Flow()], [["t1", "t2"], ["SF"]]));

    [Fact]
    public void A_scheme_without_its_factor_is_refused() =>
        Assert.Throws<ArgumentException>(() => new Conversation(
            At("10:00"), TimeSpan.FromHours(1), FlowGrouping.Dyad, [TokenScheme.ProtoByte, TokenScheme.State], [Flow()],
            [["t1"]]));

    [Fact]
    public void Its_tokens_join_the_factors_of_each_word()
    {
        var options = new ConversationOptions { Schemes = [TokenScheme.ProtoByte, TokenScheme.ServicePort] };
        var sequence = Sequence(options, Flow(bytes: 4095) with { DestinationPort = 443 }, Flow(bytes: 0));
        Assert.Equal(["t12|443", "t0|none"], sequence.Tokens);
        Assert.Equal(["443", "none"], sequence.Words(1).ToArray());
    }

    [Fact]
    public void Tokens_of_one_scheme_are_its_words() =>
        Assert.Equal(["t6", "t7"], Sequence(Flow(bytes: 100), Flow(bytes: 127)).Tokens);

    [Fact]
    public void Its_labels_are_distinct_in_order_of_appearance_and_leave_out_the_absent()
    {
        var sequence = Sequence(Flow(label: "b"), Flow(), Flow(label: "a"), Flow(label: "b"));
        Assert.Equal(["b", "a"], sequence.Labels);
        Assert.Empty(Sequence(Flow()).Labels);
    }

    [Theory]
    [InlineData(FlowGrouping.Dyad, Alice, Bob, "2011-08-16 10:00Z 10.0.0.1 <-> 10.0.0.2: 1 flow")]
    [InlineData(FlowGrouping.DirectedDyad, Alice, Bob, "2011-08-16 10:00Z 10.0.0.1 -> 10.0.0.2: 1 flow")]
    [InlineData(FlowGrouping.Source, Alice, null, "2011-08-16 10:00Z 10.0.0.1 -> *: 1 flow")]
    [InlineData(FlowGrouping.Destination, null, Bob, "2011-08-16 10:00Z * -> 10.0.0.2: 1 flow")]
    public void It_names_the_addresses_that_its_flows_share(
        FlowGrouping groupBy, string? source, string? destination, string text)
    {
        var sequence = Sequence(new ConversationOptions { GroupBy = groupBy }, Flow());
        Assert.Equal(source, sequence.SourceAddress);
        Assert.Equal(destination, sequence.DestinationAddress);
        Assert.Equal(text, sequence.ToString());
    }

    [Fact]
    public void The_opener_of_the_first_flow_is_its_source()
    {
        var sequence = Sequence(Flow("10:05", from: Bob, to: Alice), Flow("10:06"), Flow("10:07"));
        Assert.Equal((Bob, Alice), (sequence.SourceAddress, sequence.DestinationAddress));
        Assert.EndsWith(": 3 flows", sequence.ToString(), StringComparison.Ordinal);
    }
}
