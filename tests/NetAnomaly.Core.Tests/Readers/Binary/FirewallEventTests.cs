using NetAnomaly.Flows.Wire;

namespace NetAnomaly.Core.Tests.Readers.Binary;

/// <summary>What a firewall tells of a connection, event by event, is one flow.</summary>
public sealed class FirewallEventTests
{
    private const int Created = 1;
    private const int Deleted = 2;
    private const int Denied = 3;
    private const int Update = 5;

    private readonly ExportParser parser = new();

    [Fact]
    public void The_end_of_a_connection_tells_its_total()
    {
        Tell(Created, 0, 0);
        Tell(Update, 100, 40);
        Tell(Update, 30, 0);
        Assert.Empty(parser.Flows);
        Tell(Deleted, 130, 40, seconds: 9);
        var flow = Assert.Single(parser.Flows);
        Assert.Equal((130, 40, "DELETE"), (flow.SourceBytes, flow.DestinationBytes, flow.State));
        Assert.Equal((PacketMaker.Noon.AddSeconds(-100), 109), (flow.Start, flow.Duration.TotalSeconds));
    }

    [Fact]
    public void An_end_that_tells_less_than_the_updates_is_what_came_after_them()
    {
        Tell(Update, 100, 40);
        Tell(Deleted, 10, 5);
        var flow = Assert.Single(parser.Flows);
        Assert.Equal((110, 45), (flow.SourceBytes, flow.DestinationBytes));
    }

    [Fact]
    public void Updates_without_an_end_are_added_up()
    {
        Tell(Created, 0, 0);
        Tell(Update, 100, 40);
        Tell(Update, 11, 2);
        parser.Complete();
        var flow = Assert.Single(parser.Flows);
        Assert.Equal((111, 42, "UPDATE"), (flow.SourceBytes, flow.DestinationBytes, flow.State));
    }

    [Fact]
    public void A_connection_that_was_only_created_is_a_flow()
    {
        Tell(Created, 0, 0);
        Assert.Equal("CREATE", Assert.Single(parser.Complete().Flows).State);
    }

    [Fact]
    public void An_end_without_a_beginning_is_a_flow()
    {
        Tell(Deleted, 7, 8);
        Assert.Equal(15, Assert.Single(parser.Flows).Bytes);
    }

    [Fact]
    public void What_is_denied_is_a_flow_at_once_and_says_so()
    {
        Tell(Denied, 0, 0);
        Assert.Equal("DENIED", Assert.Single(parser.Flows).State);
    }

    [Fact]
    public void Connections_between_the_same_ports_are_told_apart_by_their_number()
    {
        Tell(Update, 1, 1, id: 1);
        Tell(Update, 2, 2, id: 2);
        Tell(Deleted, 10, 10, id: 1);
        Tell(Deleted, 20, 20, id: 2);
        Assert.Equal([20L, 40L], parser.Flows.Select(flow => flow.Bytes!.Value));
    }

    [Fact]
    public void A_connection_that_is_created_again_ends_the_one_before()
    {
        Tell(Created, 0, 0);
        Tell(Update, 5, 5);
        Tell(Created, 0, 0);
        Assert.Equal(10, Assert.Single(parser.Flows).Bytes);
        Assert.Equal(2, parser.Complete().Flows.Count);
    }

    [Fact]
    public void Connections_that_stay_open_are_bounded()
    {
        for (var id = 0; id < FirewallEvents.MaxConnections + 10; id++) Tell(Created, 0, 0, id);
        Assert.Equal(10, parser.Flows.Count);
    }

    [Fact]
    public void Events_that_count_what_is_new_in_elements_1_and_2_are_flows_each()
    {
        var template = MessageMaker.Template(256, (8, 4, 0), (12, 4, 0), (233, 1, 0), (1, 4, 0), (22, 4, 0));
        byte[] Record(int what) =>
            new ByteMaker().Address("10.0.0.1").Address("10.0.0.2").U8(what).U32(60, 900).ToArray();
        parser.Take(
            MessageMaker.NetFlow9(
                1000, 1, MessageMaker.Set(0, template), MessageMaker.Set(256, Record(Update), Record(Denied))));
        Assert.Equal([null, "DENIED"], parser.Flows.Select(flow => flow.State));
    }

    private void Tell(int what, long sent, long received, int id = 0, int seconds = 0)
    {
        var template = MessageMaker.Template(
            256, (148, 4, 0), (8, 4, 0), (12, 4, 0), (7, 2, 0), (11, 2, 0), (4, 1, 0), (233, 1, 0), (231, 4, 0),
            (232, 4, 0), (152, 8, 0), (323, 8, 0));
        const ulong now = MessageMaker.ExportSeconds * 1000UL;
        var record = new ByteMaker().U32(id).Address("10.0.0.1").Address("10.0.0.2").U16(4000, 443).U8(6, what)
            .U32(sent, received).U64(now - 100_000).U64(now + ((ulong)seconds * 1000)).ToArray();
        parser.Take(MessageMaker.NetFlow9(1000, 1, MessageMaker.Set(0, template), MessageMaker.Set(256, record)));
    }
}
