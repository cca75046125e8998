using NetAnomaly.Core.Tests.Readers.Exports;

namespace NetAnomaly.Core.Tests.Readers;

/// <summary>Zeek's logs as they are shipped: several in one stream, tagged, nested.</summary>
public sealed class ZeekStreamTests
{
    private const string Conn =
        "\"ts\":1700000101.5,\"uid\":\"C1\",\"id.orig_h\":\"192.0.2.4\",\"id.orig_p\":40001,\"id.resp_h\":"
        + "\"198.51.100.9\",\"id.resp_p\":443,\"proto\":\"tcp\",\"conn_state\":\"SF\",\"orig_ip_bytes\":180";

    private const string Dns =
        "\"ts\":1700000101.1,\"uid\":\"C1\",\"id.orig_h\":\"192.0.2.4\",\"id.orig_p\":5353,\"id.resp_h\":"
        + "\"198.51.100.53\",\"id.resp_p\":53,\"proto\":\"udp\",\"query\":\"example.net\"";

    [Theory]
    [InlineData("{\"_path\":\"dns\"," + Dns + "}", "{\"_path\":\"conn\"," + Conn + "}", "dns log")]
    [InlineData("{" + Dns + ",\"_path\":\"dns\"}", "{" + Conn + ",\"_path\":\"conn\"}", "dns log")]
    [InlineData("{\"dns\":{" + Dns + "}}", "{\"conn\":{" + Conn + "}}", "dns log")]
    [InlineData("{" + Dns + "}", "{" + Conn + "}", "other logs")]
    [InlineData("{\"_path\":\"\\u001b[31mred\"," + Dns + "}", "{" + Conn + "}", "other logs")]
    public void Records_of_other_logs_are_no_flows_and_are_counted(string other, string connection, string told)
    {
        using var file = new TemporaryFile(string.Join('\n', other, connection, other, connection));
        Assert.Equal([40001, 40001], file.Flows().Select(flow => flow.SourcePort));
        Assert.Empty(file.Rejects.Rows);
        var (text, count) = Assert.Single(file.Rejects.Notes);
        Assert.Equal(2, count);
        Assert.Contains(told, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_of_a_connection_that_lacks_its_ends_is_a_bad_row()
    {
        using var file = new TemporaryFile("{" + Conn + "}\n{\"ts\":1700000101.5,\"conn_state\":\"SF\"}\n");
        Assert.Single(file.Flows());
        Assert.Equal("it has no source address", Assert.Single(file.Rejects.Rows).Reason);
    }

    [Fact]
    public void Logs_joined_as_text_keep_to_their_own_headers()
    {
        const string dns =
            "#separator \\x09\n#path\tdns\n#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\t"
            + "query\n1700000101\t192.0.2.4\t5353\t198.51.100.53\t53\tudp\ta\n";
        const string software = "#path\tsoftware\n#fields\tts\thost\tname\n1700000101\t192.0.2.4\tcurl\n";
        using var file = new TemporaryFile(dns + TextSamples.All["Zeek"].Content + software);
        Assert.Equal(2, file.Flows().Count());
        Assert.Empty(file.Rejects.Rows);
        Assert.Equal(2, file.Rejects.Notes.Count);
    }

    [Fact]
    public void A_flow_comes_back_from_ConvertTo_Json() => Assert.Equal(
        "2026-03-02T00:01:27.000+30 tcp 192.0.2.4: > 198.51.100.9: ()B ()p //",
        ExportText.Show(
            Assert.Single(
                ExportText.Read(
                    "Json",
                    "{\"Start\":\"2026-03-02T00:01:27Z\",\"Duration\":{\"Ticks\":300000000,\"Seconds\":30,"
                        + "\"TotalSeconds\":30.0},\"Protocol\":\"tcp\",\"SourceAddress\":\"192.0.2.4\","
                        + "\"DestinationAddress\":\"198.51.100.9\",\"Bytes\":null}\n"))));
}
