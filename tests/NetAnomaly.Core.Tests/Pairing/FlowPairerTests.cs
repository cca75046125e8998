using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;
using NetAnomaly.Flows.Pairing;
using NetAnomaly.Core.Tests.Readers;

namespace NetAnomaly.Core.Tests.Pairing;

public sealed class FlowPairerTests
{
    private static readonly DateTime Noon = new(2026, 3, 4, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Two_records_of_opposite_directions_become_one_flow_of_the_one_that_began()
    {
        var answer = Record("192.0.2.80", 443, "10.0.0.1", 40_000, 0.1, 3) with
        {
            Bytes = 900, Packets = 3, State = "SA",
        };
        var question = Record("10.0.0.1", 40_000, "192.0.2.80", 443, 0, 2) with
        {
            Bytes = 100, Packets = 2, State = "FSA", Label = "x",
        };
        var flow = Assert.Single(FlowPairer.Pair([answer, question]));
        Assert.Equal(
            ("10.0.0.1", 443, "FSA_SA", "x"), (flow.SourceAddress, flow.DestinationPort, flow.State, flow.Label));
        Assert.Equal(
            (1000, 100, 900, 5, 2, 3),
            (
                flow.Bytes, flow.SourceBytes, flow.DestinationBytes, flow.Packets, flow.SourcePackets,
                flow.DestinationPackets));
        Assert.Equal((Noon, TimeSpan.FromSeconds(3.1)), (flow.Start, flow.Duration));
    }

    [Fact]
    public void Where_both_began_at_once_the_lower_port_is_the_destinations()
    {
        var flow = Assert.Single(
            FlowPairer.Pair(
                [
                    Record("192.0.2.80", 443, "10.0.0.1", 40_000, 0, 1),
                    Record("10.0.0.1", 40_000, "192.0.2.80", 443, 0, 1),
                ]));
        Assert.Equal("10.0.0.1", flow.SourceAddress);
    }

    [Fact]
    public void The_pieces_of_a_long_flow_pair_in_order()
    {
        var flows = FlowPairer.Pair(
        [
            Record("a", 1, "b", 2, 0, 300), Record("a", 1, "b", 2, 300, 300), Record("b", 2, "a", 1, 1, 299),
            Record("b", 2, "a", 1, 300.5, 299),
        ]).ToList();
        Assert.Equal([Noon, Noon.AddSeconds(300)], flows.Select(flow => flow.Start));
        Assert.All(flows, flow => Assert.Equal(2, flow.Packets));
    }

    [Fact]
    public void Records_far_apart_in_time_stay_what_they_are()
    {
        var flows = FlowPairer.Pair([Record("a", 1, "b", 2, 0, 1), Record("b", 2, "a", 1, 120, 1)]).ToList();
        Assert.Equal(2, flows.Count);
        Assert.All(flows, flow => Assert.Null(flow.SourceBytes));
    }

    [Fact]
    public void Flows_of_both_directions_pass_unchanged_at_once()
    {
        var both = Record("a", 1, "b", 2, 0, 1) with { Bytes = 100, SourceBytes = 60 };
        var settled = new List<FlowRecord>();
        new FlowPairer().Add(both, settled);
        Assert.Same(both, Assert.Single(settled));
    }

    [Fact]
    public void An_echo_pairs_with_its_answer_and_an_unreachable_with_nothing()
    {
        var flows = FlowPairer.Pair(
            [
                Icmp("a", "b", 0x800, 0), Icmp("b", "a", 0, 0.1), Icmp("b", "a", 0x301, 0.2),
                Icmp("a", "b", 0x301, 0.3),
            ]).ToList();
        Assert.Equal(
            [("a", 0x800, 2L), ("b", 0x301, 1L), ("a", 0x301, 1L)],
            flows.Select(flow => (flow.SourceAddress, flow.DestinationPort!.Value, flow.Packets!.Value)));
    }

    [Fact]
    public void No_more_records_wait_than_there_is_room_for()
    {
        var pairer = new FlowPairer(100);
        var settled = new List<FlowRecord>();
        for (var port = 0; port < 1000; port++) pairer.Add(Record("a", port, "b", 80, 0, 1), settled);
        Assert.Equal((100, 900), (pairer.Count, settled.Count));
        Assert.Equal(Enumerable.Range(0, 900), settled.Select(flow => flow.SourcePort!.Value));
    }

    [Fact]
    public void A_flood_of_records_that_are_all_alike_does_not_pile_up()
    {
        var pairer = new FlowPairer();
        var settled = new List<FlowRecord>();
        for (var i = 0; i < 1000; i++) pairer.Add(Record("a", 1, "b", 2, i * 0.1, 0), settled);
        Assert.InRange(pairer.Count, 1, 100);
        Assert.Equal(1000, pairer.Count + settled.Count);
    }

    [Fact]
    public void Records_wait_no_longer_than_patience_lasts()
    {
        var pairer = new FlowPairer();
        var settled = new List<FlowRecord>();
        pairer.Add(Record("a", 1, "b", 2, 0, 1), settled);
        pairer.Add(Record("c", 1, "d", 2, 500, 0), settled);
        Assert.Empty(settled);
        pairer.Add(Record("e", 1, "f", 2, 700, 0), settled);
        Assert.Equal("a", Assert.Single(settled).SourceAddress);
    }

    [Fact]
    public void No_byte_is_lost_whatever_comes()
    {
        var random = new Random(7);
        var flows = Enumerable.Range(0, 5000).Select(
            _ => Record(
                $"h{random.Next(5)}", random.Next(3), $"h{random.Next(5)}", random.Next(3), random.Next(4000),
                random.Next(60))).ToList();
        var paired = FlowPairer.Pair(flows).ToList();
        Assert.True(paired.Count < flows.Count);
        Assert.Equal(flows.Sum(flow => flow.Bytes), paired.Sum(flow => flow.Bytes));
        Assert.Equal(flows.Sum(flow => flow.Packets), paired.Sum(flow => flow.Packets));
    }

    [Fact]
    public void As_many_records_of_a_capture_pair_as_another_program_finds()
    {
        // Python over the unpacked records: by key, each record of one direction takes the first of the other that is
        // no more than 60 s away.
        var pairer = new FlowPairer();
        var flows = FlowFile.Read(
            Repository.Capture("formats/netflow-files/trace-2012.ftz"), new FlowReadOptions(), new RejectList(),
            TestContext.Current.CancellationToken);
        Assert.Equal(276_449 - 47_132, FlowPairer.Pair(flows, pairer).Count());
        Assert.Equal(47_132, pairer.Pairs);
    }

    private static FlowRecord Icmp(string source, string destination, int typeAndCode, double seconds) =>
        Record(source, 0, destination, typeAndCode, seconds, 0) with { Protocol = "icmp" };

    private static FlowRecord Record(
        string source, int sourcePort, string destination, int destinationPort, double seconds,
        double duration) => new()
    {
        Start = Noon.AddSeconds(seconds),
        Duration = TimeSpan.FromSeconds(duration),
        Protocol = "tcp",
        SourceAddress = source,
        SourcePort = sourcePort,
        DestinationAddress = destination,
        DestinationPort = destinationPort,
        Bytes = 10,
        Packets = 1,
    };
}
