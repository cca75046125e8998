using NetAnomaly.Flows;

namespace NetAnomaly.Core.Tests.Readers;

public sealed class IscxXmlTests
{
    private static readonly string Fixture = File.ReadAllText(Repository.Fixture("iscx-2012-flows.xml"));

    [Fact]
    public void Each_element_under_the_root_becomes_a_flow()
    {
        var (flows, _) = TemporaryFile.Read(Fixture);
        Assert.Equal(3, flows.Count);
        var flow = flows[0];
        Assert.Equal(new DateTime(2010, 6, 14, 0, 1, 21, DateTimeKind.Utc), flow.Start);
        Assert.Equal(TimeSpan.FromSeconds(14), flow.Duration);
        Assert.Equal(("tcp", "HTTPWeb", "FSPA_SA", "Normal"), (flow.Protocol, flow.Service, flow.State, flow.Label));
        Assert.Equal(
            ("192.168.5.122", 58321, "203.0.113.7", 80),
            (flow.SourceAddress, flow.SourcePort, flow.DestinationAddress, flow.DestinationPort));
        Assert.Equal((25080, 1664, 33, 13), (flow.Bytes, flow.SourceBytes, flow.Packets, flow.SourcePackets));
        Assert.Equal(3, flow.Line);
    }

    [Fact]
    public void Flags_that_are_not_there_make_no_state_and_flags_of_one_side_stand_alone()
    {
        var (flows, _) = TemporaryFile.Read(Fixture);
        Assert.Null(flows[1].State);
        Assert.Equal("SEC_", flows[2].State);
        Assert.Equal("Attack", flows[2].Label);
    }

    [Fact]
    public void A_flow_with_a_bad_number_is_rejected_with_its_line_and_the_rest_goes_on()
    {
        var (flows, rejects) = TemporaryFile.Read(Fixture);
        var reject = Assert.Single(rejects);
        Assert.Equal("totalSourceBytes 'many' is not a number", reject.Reason);
        Assert.Equal(LineOf("<TestbedMonJun14Flows>\n<appName>SSH"), reject.Line);
        Assert.Contains("<source>192.168.2.107</source>", reject.Text, StringComparison.Ordinal);
        Assert.Equal(22, flows[^1].DestinationPort);
    }

    [Theory]
    [InlineData("<startDateTime>2010-06-14T00:01:21<", "<startDateTime>yesterday<", "startDateTime 'yesterday' is "
        + "not a time")]
    [InlineData("<sourcePort>58321<", "<sourcePort>65536<", "sourcePort '65536' is out of range (0 to 65535)")]
    [InlineData("<source>192.168.5.122</source>", "", "it has no source address")]
    [InlineData("<source>192.168.5.122</source>", "<source/>", "source is empty")]
    public void Bad_elements_are_told_by_name_and_value(string good, string bad, string reason)
    {
        var (flows, rejects) = TemporaryFile.Read(Fixture.Replace(good, bad, StringComparison.Ordinal));
        Assert.Equal((3L, reason), (rejects[0].Line, rejects[0].Reason));
        Assert.Equal(2, flows.Count);
    }

    [Fact]
    public void An_element_without_the_parts_of_a_flow_is_rejected()
    {
        var (flows, rejects) = TemporaryFile.Read(
            Fixture.Replace("</dataroot>", "<note/>\n</dataroot>", StringComparison.Ordinal));
        Assert.Equal(3, flows.Count);
        Assert.Equal("it has no start time", rejects[^1].Reason);
    }

    [Fact]
    public void Broken_XML_gives_the_flows_before_it_and_then_its_line()
    {
        using var file = new TemporaryFile(
            Fixture.Replace("<appName>DNS</appName>", "<appName>DNS</appNam>", StringComparison.Ordinal));
        var (flows, error) = file.ReadUntilError();
        Assert.Equal(["HTTPWeb"], flows.Select(flow => flow.Service));
        Assert.Equal((FlowFileFault.Malformed, LineOf("<appName>DNS")), (error.Fault, error.Line));
        Assert.Contains($"{file.Path}:{error.Line}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_that_breaks_off_gives_the_flows_before_it_and_then_says_so()
    {
        using var file = new TemporaryFile(
            Fixture[..Fixture.IndexOf("<totalDestinationBytes>120", StringComparison.Ordinal)]);
        var (flows, error) = file.ReadUntilError();
        Assert.Single(flows);
        Assert.Equal((FlowFileFault.Truncated, LineOf("<totalDestinationBytes>120")), (error.Fault, error.Line));
    }

    [Theory]
    [InlineData("""<!DOCTYPE dataroot [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>""", "HTTPWeb", "&b;")]
    [InlineData("""<!DOCTYPE dataroot SYSTEM "file:///etc/hostname">""", "HTTPWeb", "HTTPWeb")]
    public void Document_type_definitions_are_refused(string definition, string text, string replacement)
    {
        using var file = new TemporaryFile(
            Fixture.Replace("<dataroot", definition + "\n<dataroot", StringComparison.Ordinal)
                .Replace(text, replacement, StringComparison.Ordinal));
        var (flows, error) = file.ReadUntilError();
        Assert.Empty(flows);
        Assert.Equal(FlowFileFault.Malformed, error.Fault);
    }

    [Fact]
    public void Control_characters_in_the_payload_cost_nothing()
    {
        var (flows, rejects) = TemporaryFile.Read(
            Fixture.Replace("GET / HTTP", "GET \u0001\u0000\u001b\uffff HTTP", StringComparison.Ordinal));
        Assert.Equal(3, flows.Count);
        Assert.Single(rejects);
    }

    [Fact]
    public void A_large_payload_is_passed_over()
    {
        var (flows, _) = TemporaryFile.Read(
            Fixture.Replace("GET / HTTP", new string('a', 3_000_000), StringComparison.Ordinal));
        Assert.Equal(3, flows.Count);
    }

    [Fact]
    public void A_value_of_absurd_length_is_rejected()
    {
        var (flows, rejects) = TemporaryFile.Read(
            Fixture.Replace(">HTTPWeb<", $">{new string('w', 10_000)}<", StringComparison.Ordinal));
        Assert.Equal(2, flows.Count);
        Assert.EndsWith("is longer than 1,000 characters", rejects[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Elements_nested_without_end_are_refused()
    {
        using var file = new TemporaryFile(
            Fixture.Replace("<direction>L2R", string.Concat(Enumerable.Repeat("<a>", 100)), StringComparison.Ordinal));
        Assert.Equal(FlowFileFault.Malformed, file.ReadUntilError().Error.Fault);
    }

    [Fact]
    public void Other_XML_is_not_taken_for_flows()
    {
        using var file = new TemporaryFile("<?xml version=\"1.0\"?><project><appName>x</appName></project>");
        Assert.Equal(FlowFileFault.UnknownFormat, file.ReadUntilError().Error.Fault);
    }

    private static long LineOf(string text) =>
        Fixture.AsSpan(0, Fixture.IndexOf(text, StringComparison.Ordinal)).Count('\n') + 1;
}
