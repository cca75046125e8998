namespace NetAnomaly.Core.Tests.Readers.Binary;

/// <summary>Sampling rates hold for what their scope names, before and after they are told.</summary>
public sealed class SamplingTests
{
    [Fact]
    public void A_rate_that_comes_late_leaves_flows_that_were_handed_on_as_they_are_and_is_noted()
    {
        var parsed = new ExportParser().Take(Data((0, 1, 0))).Take(SystemRate(1000)).Take(Data((0, 1, 0))).Complete();
        Assert.Equal([7L, 7000L], Packets(parsed));
        var (text, count) = Assert.Single(parsed.Notes);
        Assert.Contains("(one packet in 1000)", text, StringComparison.Ordinal);
        Assert.Equal(1, count);
    }

    [Fact]
    public void In_a_file_a_rate_holds_for_what_came_before_it()
    {
        var parsed = new ExportParser(waits: true).Take(Data((0, 1, 0))).Take(SystemRate(1000)).Take(Data((0, 1, 0)));
        Assert.Equal([7000L, 7000L], Packets(parsed));
        Assert.Empty(parsed.Complete().Notes);
    }

    [Fact]
    public void Data_of_an_exporter_that_tells_no_rate_come_at_the_end_in_the_order_of_the_file()
    {
        var parsed = new ExportParser(waits: true);
        foreach (var exporter in new[] { 1, 2, 1, 2 }) parsed.Take(Data((0, exporter, 0)), exporter);
        Assert.Empty(parsed.Flows);
        parsed.Complete();
        Assert.Equal([1, 2, 1, 2], parsed.Flows.Select(flow => flow.SourcePort!.Value));
        Assert.Equal([1L, 2L, 3L, 4L], parsed.Flows.Select(flow => flow.Line));
        Assert.Empty(parsed.Notes);
    }

    [Fact]
    public void What_waits_for_a_rate_is_bounded()
    {
        var rows = Enumerable.Repeat((0, 1, 0), 2000).ToArray();
        var parsed = new ExportParser(waits: true);
        for (var i = 0; i < 500 && parsed.Flows.Count == 0; i++) parsed.Take(Data(rows));
        Assert.InRange(parsed.Flows.Count, 500_000, 900_000);
        parsed.Flows.Clear();
        parsed.Take(Data((0, 1, 0))).Take(SystemRate(10)).Take(Data((0, 1, 0))).Complete();
        Assert.Equal([7L, 70L], Packets(parsed));
        Assert.Contains("sampling rate", Assert.Single(parsed.Notes).Key, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_rate_of_an_interface_holds_for_flows_through_it_only(bool waits)
    {
        var options = MessageMaker.NetFlow9(
            1000, 1, MessageMaker.Set(1, new ByteMaker().U16(300, 4, 4, 2, 4, 34, 4).ToArray(), [0, 0]),
            MessageMaker.Set(300, new ByteMaker().U32(3, 100, 4, 200).ToArray()));
        var parsed = new ExportParser(waits);
        if (waits) parsed.Take(Data((0, 1, 3))).Take(options);
        else parsed.Take(options).Take(Data((0, 1, 3)));
        parsed.Take(Data((0, 1, 4))).Take(Data((0, 1, 5))).Complete();
        Assert.Equal([700L, 1400L, 7L], Packets(parsed));
    }

    [Fact]
    public void A_flow_of_a_sampler_without_a_rate_is_noted()
    {
        var parsed = new ExportParser().Take(SamplerRate(1, 50)).Take(Data((1, 1, 0), (2, 1, 0), (0, 1, 0))).Complete();
        Assert.Equal([350L, 7L, 7L], Packets(parsed));
        Assert.Contains(
            "a sampler whose rate nothing tells", Assert.Single(parsed.Notes).Key, StringComparison.Ordinal);
    }

    [Fact]
    public void Flows_of_two_samplers_wait_for_the_rate_of_each()
    {
        var parsed = new ExportParser(waits: true).Take(Data((1, 1, 0), (2, 2, 0))).Take(SamplerRate(1, 50));
        Assert.Empty(parsed.Flows);
        Assert.Equal([350L, 70L], Packets(parsed.Take(SamplerRate(2, 10))));
    }

    private static IEnumerable<long> Packets(ExportParser parsed) => parsed.Flows.Select(flow => flow.Packets!.Value);

    private static byte[] Data(params (int Sampler, int Port, int Interface)[] flows) => MessageMaker.NetFlow9(
        1000, 1,
        MessageMaker.Set(
            0,
            MessageMaker.Template(
                258, (8, 4, 0), (12, 4, 0), (7, 2, 0), (48, 1, 0), (10, 4, 0), (2, 4, 0), (22, 4, 0))),
        MessageMaker.Set(
            258,
            [
                .. flows.Select(flow => new ByteMaker().Address("10.0.0.1").Address("10.0.0.2").U16(flow.Port)
                    .U8(flow.Sampler).U32(flow.Interface, 7, 500).ToArray()),
            ]));

    private static byte[] SystemRate(int oneIn) => MessageMaker.NetFlow9(
        1000, 1, MessageMaker.Set(1, new ByteMaker().U16(300, 4, 4, 1, 4, 34, 4).ToArray(), [0, 0]),
        MessageMaker.Set(300, new ByteMaker().U32(0, oneIn).ToArray()));

    private static byte[] SamplerRate(int sampler, int oneIn) => MessageMaker.NetFlow9(
        1000, 1, MessageMaker.Set(1, new ByteMaker().U16(301, 4, 8, 1, 4, 48, 1, 34, 4).ToArray(), [0, 0]),
        MessageMaker.Set(301, new ByteMaker().U32(0).U8(sampler).U32(oneIn).ToArray()));
}
