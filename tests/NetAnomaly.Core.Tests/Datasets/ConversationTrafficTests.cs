using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Tests.Support;
using static NetAnomaly.Core.Tests.Support.FlowMaker;

namespace NetAnomaly.Core.Tests.Datasets;

public sealed class ConversationTrafficTests
{
    [Fact]
    public void Bytes_count_from_the_host_that_opened_the_first_flow()
    {
        var traffic = ConversationTraffic.Of([Both(Alice, 100, 40), Both(Bob, 7, 3), Both(Alice, 20, 0)]);
        Assert.Equal((123.0, 47.0), (traffic.BytesOut, traffic.BytesIn));
        Assert.Equal(3, traffic.Flows);
        Assert.True(traffic.IsAnswered);
    }

    [Fact]
    public void Where_an_export_counts_one_direction_all_bytes_are_those_of_the_source()
    {
        var traffic = ConversationTraffic.Of([Flow(bytes: 100), Flow(from: Bob, to: Alice, bytes: 30)]);
        Assert.Equal((100.0, 30.0), (traffic.BytesOut, traffic.BytesIn));
        Assert.Equal(0, traffic.Unanswered);
        Assert.False(ConversationTraffic.Of([Flow(bytes: 100)]).IsAnswered);
        Assert.Equal(0, ConversationTraffic.Of([Flow(bytes: null)]).BytesOut);
    }

    [Fact]
    public void Unanswered_are_flows_of_the_first_host_to_which_no_byte_came_back() =>
        Assert.Equal(
            2,
            ConversationTraffic.Of(
                [Both(Alice, 10, 0), Both(Alice, 10, 1), Both(Alice, 10, 0), Both(Bob, 10, 0), Flow(bytes: 1)])
                .Unanswered);

    [Fact]
    public void Gaps_of_more_than_a_second_count_with_mean_and_variation()
    {
        // 2, 4 and 6 s: mean 4, variance 8/3.
        var traffic = ConversationTraffic.Of(At(0, 2, 2.5, 3.5, 7.5, 13.5));
        Assert.Equal(3, traffic.Gaps);
        Assert.Equal(4, traffic.MeanGap, 5);
        Assert.Equal(Math.Sqrt(8.0 / 3) / 4, traffic.GapVariation, 5);
    }

    [Fact]
    public void A_gap_of_a_second_is_none()
    {
        var traffic = ConversationTraffic.Of(At(0, 1, 2, 3));
        Assert.Equal((0, 0f, float.MaxValue), (traffic.Gaps, traffic.MeanGap, traffic.GapVariation));
        Assert.Equal(1, ConversationTraffic.Of(At(0, 1.001)).Gaps);
    }

    [Fact]
    public void A_clock_varies_as_little_as_is_told_apart() =>
        Assert.Equal(ConversationTraffic.LeastVariation, ConversationTraffic.Of(At(0, 60, 120, 180)).GapVariation);

    [Fact]
    public void Ports_are_counted_once_and_none_is_one()
    {
        Assert.Equal(1, Ports(443, 443));
        Assert.Equal(2, Ports(443, 80, 443, 80));
        Assert.Equal(4, Ports(443, 80, 22, 80, null, null));
        Assert.Equal(1, Ports(null, null));
        Assert.Equal(2, Ports(null, 1));
    }

    [Fact]
    public void The_service_is_that_of_the_first_flow()
    {
        Assert.Equal(Service("tcp", 443), Service("tcp", 443));
        Assert.NotEqual(Service("tcp", 443), Service("tcp", 80));
        Assert.NotEqual(Service("tcp", 53), Service("udp", 53));
    }

    private static long Service(string protocol, int port) =>
        ConversationTraffic.Of([Flow(protocol: protocol) with { DestinationPort = port }, Flow()]).Service;

    private static int Ports(params int?[] ports) =>
        ConversationTraffic.Of([.. ports.Select(port => Flow() with { DestinationPort = port })]).Ports;

    private static FlowRecord[] At(params double[] seconds) =>
        [.. seconds.Select(second => Flow() with { Start = FlowMaker.At("10:00").AddSeconds(second) })];

    private static FlowRecord Both(string from, long sent, long received) =>
        Flow(from: from, to: from == Alice ? Bob : Alice, bytes: sent + received) with { SourceBytes = sent };
}
