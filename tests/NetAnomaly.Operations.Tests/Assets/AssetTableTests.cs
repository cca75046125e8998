using NetAnomaly.Flows;
using NetAnomaly.Operations.Assets;

namespace NetAnomaly.Operations.Tests.Assets;

public sealed class AssetTableTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    [Theory]
    [InlineData("10.0.3.7", "db1")]
    [InlineData("10.0.3.8", "databases")]
    [InlineData("10.0.4.1", "site")]
    [InlineData("fd00:1::5", "lab")]
    [InlineData("fd00:1:0:8000::5", "lab two")]
    [InlineData("printer.local", "the printer")]
    [InlineData("PRINTER.local", "the printer")]
    [InlineData("11.0.0.1", null)]
    [InlineData("fd01::1", null)]
    [InlineData(null, null)]
    public void The_narrowest_row_counts(string? address, string? name) => Assert.Equal(
        name,
        Read(
            """
            Network,Name
            10.0.0.0/8,site
            10.0.3.0/24,databases
            10.0.3.7,db1
            fd00:1::/48,lab
            fd00:1:0:8000::/49,lab two
            printer.local,the printer
            """).Find(address)?.Name);

    [Theory]
    [InlineData("Address,Name,Owner,Role\n10.0.0.1,db1,ada,database")]
    [InlineData("role;OWNER;Host Name;IP Address\ndatabase;ada;db1;10.0.0.1")]
    [InlineData("ip_address\tdevice-name\tcontact\tfunction\n10.0.0.1\tdb1\tada\tdatabase")]
    [InlineData("# our hosts\n\n\"Address\",\"Name\",\"Owner\",\"Role\"\n\"10.0.0.1\",\"db1\",\"ada\",\"database\"")]
    [InlineData("host,hostname,team,type\n10.0.0.1,db1,ada,database")]
    [InlineData("Address,Network,Name,Owner,Role\n,10.0.0.1/32,db1,ada,database")]
    public void Headers_come_in_many_spellings(string text) =>
        Assert.Equal(new HostAsset("db1", "ada", "database"), Read(text).Find("10.0.0.1"));

    [Fact]
    public void Bad_rows_are_counted_and_named_and_cost_only_themselves()
    {
        var table = Read(
            """
            Address,Name
            10.0.0.1,db1
            10.0.0.1,db2
            10.0.0.0/40,broken
            ,nothing
            10.0.0.2,
            "10.0.0.3,open
            0.0.0.0/0,everything
            """);
        Assert.Equal(2, table.Count);
        Assert.Equal("db1", table.Find("10.0.0.1")?.Name);
        Assert.Equal("everything", table.Find("10.0.0.9")?.Name);
        Assert.Equal(
            [
                "line 3: 10.0.0.1 has a row already", "line 4: '10.0.0.0/40' is no address and no network",
                "line 5: it has neither an address nor a network", "line 6: it has no name",
                "line 7: it has no name",
            ],
            table.Rejected);
        Assert.StartsWith("5 of 7 rows", table.Warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Name,Owner\ndb1,ada", "no column Address or Network")]
    [InlineData("Address,Owner\n10.0.0.1,ada", "no column Name")]
    public void A_table_without_its_columns_is_refused(string text, string problem) => Assert.Contains(
        problem, Assert.Throws<FlowFileException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_incident_gets_the_name_of_its_host()
    {
        var incident = Suppressions.Night.Incident(Suppressions.Night.Result());
        var named = Read("Address,Name,Role\n10.0.9.0/24,scanner,audit").Name(incident);
        Assert.Equal(new HostAsset("scanner", null, "audit"), named.Asset);
        Assert.Contains("10.0.9.2 scanner:", named.ToString(), StringComparison.Ordinal);
        Assert.Null(Read("Address,Name\n10.0.8.0/24,other").Name(incident).Asset);
    }

    public void Dispose() => File.Delete(path);

    private AssetTable Read(string text)
    {
        File.WriteAllText(path, text);
        return AssetTable.Read(path);
    }
}
