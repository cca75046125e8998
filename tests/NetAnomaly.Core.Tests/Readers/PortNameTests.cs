using NetAnomaly.Flows.Text;

namespace NetAnomaly.Core.Tests.Readers;

public sealed class PortNameTests
{
    private const string Header =
        "StartTime,Dur,Proto,SrcAddr,Sport,Dir,DstAddr,Dport,State,TotPkts,TotBytes,SrcBytes\n";

    [Theory]
    [InlineData("tcp", "https", 443)]
    [InlineData("udp", "syslog", 514)]
    [InlineData("tcp", "shell", 514)]
    [InlineData("udp", "who", 513)]
    [InlineData("tcp", "login", 513)]
    [InlineData("tcp", "MICROSOFT-DS", 445)]
    [InlineData("tcp", "syslog", 514)]
    [InlineData("udp", "0x0050", 80)]
    [InlineData("udp", "80", 80)]
    public void A_name_means_the_port_that_the_protocol_has_by_it(string protocol, string name, int port)
    {
        using var file = new TemporaryFile(Header + Row(protocol, name));
        Assert.Equal(port, Assert.Single(file.Flows()).DestinationPort);
        Assert.Empty(file.Rejects.Rows);
        Assert.Empty(file.Rejects.Notes);
    }

    [Fact]
    public void A_name_that_no_list_has_is_no_port_and_is_told_with_the_remedy()
    {
        using var file = new TemporaryFile(Header + Row("tcp", "our-own-app") + Row("tcp", "our-own-app"));
        Assert.Equal([null, null], file.Flows().Select(flow => flow.DestinationPort));
        Assert.Empty(file.Rejects.Rows);
        var (text, count) = Assert.Single(file.Rejects.Notes);
        Assert.Equal(2, count);
        Assert.Contains("ra -n", file.Rejects.Remedies[text], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("70000")]
    [InlineData("-1")]
    [InlineData("http server")]
    [InlineData("1e9")]
    [InlineData("0xzz")]
    public void What_is_neither_a_number_nor_a_name_is_a_bad_row(string text)
    {
        using var file = new TemporaryFile(Header + Row("tcp", text));
        Assert.Empty(file.Flows());
        Assert.Single(file.Rejects.Rows);
    }

    [Theory]
    [InlineData("https", true)]
    [InlineData("z39.50", true)]
    [InlineData("3com-tsmux", true)]
    [InlineData("443", false)]
    [InlineData("NaN", false)]
    [InlineData("a-name-that-is-far-too-long-for-any", false)]
    [InlineData("a b", false)]
    public void Names_have_letters_and_few_marks(string text, bool isName) =>
        Assert.Equal(isName, PortNames.IsName(text));

    private static string Row(string protocol, string port) =>
        $"2024/10/21 10:01:46.972101,0.50,{protocol},192.0.2.6,12555,   ->,198.51.100.9,{port},CON,10,5000,700\n";
}
