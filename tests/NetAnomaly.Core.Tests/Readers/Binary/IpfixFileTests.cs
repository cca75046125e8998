using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;

namespace NetAnomaly.Core.Tests.Readers.Binary;

public sealed class IpfixFileTests
{
    private static readonly byte[] Templates = MessageMaker.Ipfix(
        1, MessageMaker.Set(2, MessageMaker.PlainTemplate(256)));
    private static readonly byte[] Data = MessageMaker.Ipfix(
        1, MessageMaker.Set(256, MessageMaker.PlainRecord(1000, 2, 90), MessageMaker.PlainRecord(1001, 3, 91)));

    [Fact]
    public void Messages_one_behind_the_other_are_read()
    {
        using var file = new TemporaryFile([.. Templates, .. Data, .. Data]);
        Assert.Equal("Ipfix", FlowFile.Sniff(file.Path));
        var flows = file.Flows().ToList();
        Assert.Equal([1L, 2L, 3L, 4L], flows.Select(flow => flow.Line));
        Assert.Equal(
            (PacketMaker.Noon, TimeSpan.FromSeconds(1.5), 2L, 90L),
            (flows[0].Start, flows[0].Duration, flows[0].Packets, flows[0].Bytes));
    }

    [Fact]
    public void A_file_that_breaks_off_gives_its_flows_before_the_error()
    {
        using var file = new TemporaryFile([.. Templates, .. Data, .. Data[..^7]]);
        var (flows, error) = file.ReadUntilError();
        Assert.Equal((2, FlowFileFault.Truncated), (flows.Count, error.Fault));
    }

    [Fact]
    public void What_follows_a_broken_length_is_given_up()
    {
        using var file = new TemporaryFile([.. Templates, .. Data, 0, 10, 0, 5, .. Data]);
        var (flows, error) = file.ReadUntilError();
        Assert.Equal((2, FlowFileFault.Malformed, 3), (flows.Count, error.Fault, error.Line));
    }

    [Fact]
    public void Content_that_only_begins_like_a_message_is_none()
    {
        using var file = new TemporaryFile([0, 10, 0, 40, .. "this is not a message at all, whatever it is"u8]);
        Assert.Equal(FlowFileFault.UnknownFormat, file.ReadUntilError().Error.Fault);
    }
}
