namespace NetAnomaly.Core.Tests.Readers.Binary;

/// <summary>Times of exporters whose clocks tell less, or something else, than they should.</summary>
public sealed class ExportTimeTests
{
    private const long Seconds = MessageMaker.ExportSeconds;
    private const long From1900To1970 = 2_208_988_800;
    private static readonly DateTime Exported = PacketMaker.Noon;

    [Fact]
    public void A_NetFlow_5_flow_of_an_exporter_without_uptime_ended_when_it_was_exported()
    {
        var row = MessageMaker.Row5("10.0.0.1", "10.0.0.2", 1, 60, 50_000_000, 50_030_000, 1, 2, 0, 17);
        var message = MessageMaker.NetFlow5(0, row);
        message.AsSpan(4, 4).Clear();
        var parsed = new ExportParser().Take(message).Complete();
        var flow = Assert.Single(parsed.Flows);
        Assert.Equal((Exported.AddSeconds(0.5 - 30), 30), (flow.Start, flow.Duration.TotalSeconds));
        Assert.Contains("uptime is 0", Assert.Single(parsed.Notes).Key, StringComparison.Ordinal);
    }

    [Theory]
    // The export's uptime is 100,000 ms, half a second past noon.
    [InlineData(0, 0, 500, 0)]
    [InlineData(95_000, 0, -4500, 0)]
    [InlineData(0, 95_000, -4500, 0)]
    [InlineData(95_000, 94_000, -4500, 0)]
    [InlineData(400_000, 410_000, -9500, 10)]
    [InlineData(100_900, 100_950, 1400, 0.05)]
    public void No_NetFlow_5_flow_starts_after_its_export_and_a_time_of_zero_is_unknown(
        long first, long last, double start, double seconds)
    {
        var row = MessageMaker.Row5("10.0.0.1", "10.0.0.2", 1, 60, first, last, 1, 2, 0, 17);
        var flow = Assert.Single(new ExportParser().Take(MessageMaker.NetFlow5(0, row)).Flows);
        Assert.Equal((Exported.AddMilliseconds(start), seconds), (flow.Start, flow.Duration.TotalSeconds));
    }

    [Theory]
    [InlineData(152, 153, 0, 0, 0, 0)]
    [InlineData(152, 153, Seconds * 1000, 0, 0, 0)]
    [InlineData(152, 153, 0, Seconds * 1000, 0, 0)]
    [InlineData(152, 153, (Seconds + 3600) * 1000, (Seconds + 3602) * 1000, -2, 2)]
    [InlineData(154, 155, Seconds * 1_000_000, (Seconds * 1_000_000) + 250_000, 0, 0.25)]
    [InlineData(156, 157, Seconds * 1_000_000_000, (Seconds * 1_000_000_000) + 1_000_000, 0, 0.001)]
    [InlineData(154, 155, (Seconds + From1900To1970) << 32, (Seconds + From1900To1970 + 1) << 32, 0, 1)]
    [InlineData(156, 157, 0, 0, 0, 0)]
    public void IPFIX_times_are_told_by_the_export_and_zero_is_unknown(
        int first, int last, long from, long to, double start, double seconds)
    {
        var template = MessageMaker.Template(256, (8, 4, 0), (12, 4, 0), (first, 8, 0), (last, 8, 0));
        var record = new ByteMaker().Address("10.0.0.1").Address("10.0.0.2").U64((ulong)from).U64((ulong)to).ToArray();
        var flow = Assert.Single(
            new ExportParser().Take(
                MessageMaker.Ipfix(1, MessageMaker.Set(2, template), MessageMaker.Set(256, record))).Flows);
        Assert.Equal((Exported.AddSeconds(start), seconds), (flow.Start, flow.Duration.TotalSeconds));
    }

    [Fact]
    public void Option_data_that_tell_the_exporters_start_hold_for_what_came_before_in_a_file()
    {
        var parsed = new ExportParser(waits: true).Take(Uptimes(10_000, 12_000)).Take(Start(-60)).Complete();
        var flow = Assert.Single(parsed.Flows);
        Assert.Equal((Exported.AddSeconds(-50), 2), (flow.Start, flow.Duration.TotalSeconds));
        Assert.Empty(parsed.Notes);
    }

    [Fact]
    public void Without_waiting_option_data_hold_from_then_on_and_what_came_before_is_noted()
    {
        var parsed = new ExportParser().Take(Uptimes(10_000, 12_000)).Take(Start(-60)).Take(Uptimes(10_000, 12_000))
            .Complete();
        Assert.Equal(
            [(Exported.AddSeconds(-2), 2.0), (Exported.AddSeconds(-50), 2.0)],
            parsed.Flows.Select(flow => (flow.Start, flow.Duration.TotalSeconds)));
        Assert.Equal(1, Assert.Single(parsed.Notes).Value);
    }

    [Fact]
    public void The_start_of_one_exporter_says_nothing_of_another()
    {
        var parsed = new ExportParser().Take(Start(-60), 1).Take(Uptimes(10_000, 12_000), 2).Complete();
        Assert.Equal(Exported.AddSeconds(-2), Assert.Single(parsed.Flows).Start);
    }

    [Fact]
    public void A_counter_that_went_round_since_the_exporters_start_is_put_right()
    {
        const long round = 1L << 32;
        var parsed = new ExportParser().Take(Start(-(round + 60_000) / 1000.0)).Take(Uptimes(10_000, 12_000));
        Assert.Equal(Exported.AddSeconds(-50), Assert.Single(parsed.Flows).Start, TimeSpan.FromMilliseconds(1));
    }

    private static byte[] Uptimes(long first, long last) => MessageMaker.Ipfix(
        1, MessageMaker.Set(2, MessageMaker.Template(256, (8, 4, 0), (12, 4, 0), (22, 4, 0), (21, 4, 0))),
        MessageMaker.Set(256, new ByteMaker().Address("10.0.0.1").Address("10.0.0.2").U32(first, last).ToArray()));

    private static byte[] Start(double seconds) => MessageMaker.Ipfix(
        1, MessageMaker.Set(3, MessageMaker.OptionsTemplate(300, 1, (143, 4), (160, 8))),
        MessageMaker.Set(
            300,
            new ByteMaker().U32(5).U64((ulong)((Seconds * 1000) + (long)(seconds * 1000))).ToArray()));
}
