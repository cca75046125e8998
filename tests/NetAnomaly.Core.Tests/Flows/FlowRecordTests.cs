using static NetAnomaly.Core.Tests.Support.FlowMaker;

namespace NetAnomaly.Core.Tests.Flows;

public sealed class FlowRecordTests
{
    private static readonly FlowRecord Bare = new()
    {
        Start = At("10:01:46"), Protocol = "tcp", SourceAddress = Alice, DestinationAddress = Bob,
    };

    [Fact]
    public void A_number_that_was_not_given_is_null_not_zero()
    {
        Assert.Null(Bare.Bytes);
        Assert.Null(Bare.SourceBytes);
        Assert.Null(Bare.DestinationBytes);
        Assert.Null(Bare.Packets);
        Assert.Null(Bare.SourcePackets);
        Assert.Null(Bare.DestinationPackets);
        Assert.Null(Bare.SourcePort);
        Assert.Null(Bare.DestinationPort);
    }

    [Fact]
    public void A_zero_that_was_given_is_zero_not_null()
    {
        var flow = Bare with
        {
            Bytes = 0, SourceBytes = 0, Packets = 0, SourcePackets = 0, SourcePort = 0, DestinationPort = 0,
        };
        Assert.Equal(0, flow.Bytes);
        Assert.Equal(0, flow.SourceBytes);
        Assert.Equal(0, flow.DestinationBytes);
        Assert.Equal(0, flow.Packets);
        Assert.Equal(0, flow.SourcePackets);
        Assert.Equal(0, flow.DestinationPackets);
        Assert.Equal(0, flow.SourcePort);
        Assert.Equal(0, flow.DestinationPort);
    }

    [Fact]
    public void A_number_can_be_taken_back_to_unknown()
    {
        var flow = Bare with { Bytes = 7, SourcePort = 80 };
        Assert.Null((flow with { Bytes = null }).Bytes);
        Assert.Null((flow with { SourcePort = null }).SourcePort);
    }

    [Fact]
    public void The_largest_counts_and_ports_are_held()
    {
        var flow = Bare with
        {
            Bytes = long.MaxValue, Packets = long.MaxValue, SourcePort = 65535, DestinationPort = 65535,
        };
        Assert.Equal(long.MaxValue, flow.Bytes);
        Assert.Equal(long.MaxValue, flow.Packets);
        Assert.Equal(65535, flow.SourcePort);
        Assert.Equal(65535, flow.DestinationPort);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65536)]
    [InlineData(int.MinValue)]
    public void A_port_beyond_its_range_is_refused_by_name(int port)
    {
        Assert.Equal(
            "SourcePort", Assert.Throws<ArgumentOutOfRangeException>(() => Bare with { SourcePort = port }).ParamName);
        Assert.Equal(
            "DestinationPort",
            Assert.Throws<ArgumentOutOfRangeException>(() => Bare with { DestinationPort = port }).ParamName);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void A_negative_count_is_refused_by_name(long count)
    {
        Assert.Equal("Bytes", Assert.Throws<ArgumentOutOfRangeException>(() => Bare with { Bytes = count }).ParamName);
        Assert.Equal(
            "SourceBytes",
            Assert.Throws<ArgumentOutOfRangeException>(() => Bare with { SourceBytes = count }).ParamName);
        Assert.Equal(
            "Packets", Assert.Throws<ArgumentOutOfRangeException>(() => Bare with { Packets = count }).ParamName);
        Assert.Equal(
            "SourcePackets",
            Assert.Throws<ArgumentOutOfRangeException>(() => Bare with { SourcePackets = count }).ParamName);
    }

    [Fact]
    public void What_the_destination_sent_is_what_remains_of_the_total()
    {
        var flow = Bare with { Bytes = 1000, SourceBytes = 300, Packets = 9, SourcePackets = 4 };
        Assert.Equal(700, flow.DestinationBytes);
        Assert.Equal(5, flow.DestinationPackets);
    }

    [Fact]
    public void What_the_destination_sent_is_unknown_where_the_total_the_part_or_their_agreement_is_missing()
    {
        Assert.Null((Bare with { Bytes = 1000 }).DestinationBytes);
        Assert.Null((Bare with { SourceBytes = 300 }).DestinationBytes);
        Assert.Null((Bare with { Bytes = 100, SourceBytes = 300 }).DestinationBytes);
        Assert.Null((Bare with { Packets = 1, SourcePackets = 2 }).DestinationPackets);
    }

    [Fact]
    public void It_reads_as_one_line()
    {
        var flow = Bare with { SourcePort = 49213, DestinationPort = 80, Bytes = 1234 };
        Assert.Equal("2011-08-16 10:01:46Z tcp 10.0.0.1:49213 -> 10.0.0.2:80 1234 B", flow.ToString());
    }

    [Fact]
    public void An_IPv6_address_stands_in_brackets_before_its_port()
    {
        var flow = Bare with
        {
            SourceAddress = "fe80::1", SourcePort = 5353, DestinationAddress = "ff02::fb", DestinationPort = 5353,
            Protocol = "udp",
        };
        Assert.Equal("2011-08-16 10:01:46Z udp [fe80::1]:5353 -> [ff02::fb]:5353", flow.ToString());
    }

    [Fact]
    public void Without_ports_addresses_stand_bare_IPv6_and_MAC_too()
    {
        var flow = Bare with
        {
            Protocol = "arp", SourceAddress = "00:15:17:2c:e5:2d", DestinationAddress = "2001:db8::1", Bytes = 60,
        };
        Assert.Equal("2011-08-16 10:01:46Z arp 00:15:17:2c:e5:2d -> 2001:db8::1 60 B", flow.ToString());
    }

    [Fact]
    public void Flows_with_equal_values_are_equal()
    {
        Assert.Equal(Bare with { Bytes = 5 }, Bare with { Bytes = 5 });
        Assert.NotEqual(Bare with { Bytes = 0 }, Bare);
    }

    [Fact]
    public void A_rejected_row_reads_as_file_line_and_reason() =>
        Assert.Equal("day.csv:12: no start time", new RejectedRow("day.csv", 12, "no start time", ",,").ToString());
}
