using System.Globalization;
using NetAnomaly.Core.Tests.Readers.Exports;
using NetAnomaly.Flows;

namespace NetAnomaly.Core.Tests.Readers;

/// <summary>What readers are told of times and numbers: their forms, their zone, their culture.</summary>
public sealed class TextOptionTests
{
    private const string Header = "t,e,s,d,b\n";

    private static readonly ColumnMap Map =
        new() { Start = "t", End = "e", Source = "s", Destination = "d", Bytes = "b" };

    private static readonly ColumnMap German = new()
    {
        Start = "Beginn", Duration = "Dauer", Protocol = "Protokoll", Source = "Quelle", SourcePort = "QPort",
        Destination = "Ziel", DestinationPort = "ZPort", Bytes = "Bytes",
    };

    // Tests run without the system's cultures: these are made of what matters of them.
    private static CultureInfo Culture(char point, char group, string shortDate)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = point.ToString();
        culture.NumberFormat.NumberGroupSeparator = group.ToString();
        culture.DateTimeFormat.ShortDatePattern = shortDate;
        culture.DateTimeFormat.DateSeparator = shortDate.Contains('.', StringComparison.Ordinal) ? "." : "/";
        return culture;
    }

    [Theory]
    [InlineData("")]
    [InlineData("sep=;\r\n")]
    [InlineData("#TYPE Selected.System.Management.Automation.PSCustomObject\r\n")]
    public void A_German_table_is_read_by_its_culture_alone_or_by_the_form_of_its_times(string before)
    {
        const string expected =
            "2026-11-30T08:45:12.000+1.5 tcp 192.0.2.4:40000 > 198.51.100.9:443 1234()B ()p //";
        var content = before + File.ReadAllText(Repository.Fixture("cases/15-german.csv"));
        var german = Culture(',', '.', "dd.MM.yyyy");
        Assert.Equal(expected, Read(content, German, new FlowTextOptions { Culture = german }));
        Assert.Equal(
            expected,
            Read(
                content, German,
                new FlowTextOptions
                {
                    TimeFormats = ["dd.MM.yyyy HH:mm:ss"], Culture = FlowTextOptions.DecimalComma(),
                }));
    }

    [Theory]
    [InlineData("dd.MM.yyyy HH:mm:ss", "01.02.2026 10:00:00", "2026-02-01T10:00:00.000")]
    [InlineData("MM/dd/yyyy HH:mm:ss", "01/02/2026 10:00:00", "2026-01-02T10:00:00.000")]
    [InlineData("dd/MM/yyyy h:mm:ss tt", "01/02/2026 10:00:00 PM", "2026-02-01T22:00:00.000")]
    [InlineData("yyyyMMddHHmmss", "20260201100000", "2026-02-01T10:00:00.000")]
    [InlineData("dd/MMM/yyyy:HH:mm:ss zzz", "01/Feb/2026:10:00:00 +0100", "2026-02-01T09:00:00.000")]
    [InlineData("dd.MM.yyyy HH:mm:ss", "31.12.2016 23:59:60", "2017-01-01T00:00:00.000")]
    public void A_time_has_the_form_that_is_said(string form, string text, string start) => Assert.StartsWith(
        start,
        Read(Header + text + ",,a,b,1\n", Map, new FlowTextOptions { TimeFormats = [form] }),
        StringComparison.Ordinal);

    [Fact]
    public void Of_several_forms_each_will_do() => Assert.StartsWith(
        "2026-02-01T10:00:00.000+60 ",
        Read(
            Header + "01.02.2026 10:00,2026-02-01 10.01,a,b,1\n", Map,
            new FlowTextOptions { TimeFormats = ["dd.MM.yyyy HH:mm", "yyyy-MM-dd HH.mm"] }),
        StringComparison.Ordinal);

    [Fact]
    public void A_time_of_another_form_is_a_bad_one() => Assert.Equal(
        "t '2026-02-01 10:00:00' is not a time",
        Reject(
            Header + "2026-02-01 10:00:00,,a,b,1\n", new FlowTextOptions { TimeFormats = ["dd.MM.yyyy HH:mm:ss"] }));

    [Theory]
    [InlineData("2026-07-01 10:00:00", "2026-07-01T08:00:00.000")]
    [InlineData("2026-01-01 10:00:00", "2026-01-01T09:00:00.000")]
    [InlineData("2026-07-01 10:00:00Z", "2026-07-01T10:00:00.000")]
    [InlineData("2026-07-01 10:00:00 UTC", "2026-07-01T10:00:00.000")]
    [InlineData("2026-07-01 10:00:00-0500", "2026-07-01T15:00:00.000")]
    [InlineData("1782900000", "2026-07-01T10:00:00.000")]
    public void A_zone_holds_for_times_that_name_none(string text, string start) => Assert.StartsWith(
        start,
        Read(
            Header + text + ",,a,b,1\n", Map,
            new FlowTextOptions { TimeZone = FlowTextOptions.Zone("Europe/Berlin") }),
        StringComparison.Ordinal);

    [Fact]
    public void A_zone_holds_for_times_without_a_year_and_for_those_with_the_day_first()
    {
        var options = new FlowReadOptions { Text = new FlowTextOptions { TimeZone = FlowTextOptions.Zone("-03:00") } };
        var table = CicTable.Header(CicTable.Old) + CicTable.Row(CicTable.Old);
        var cic = Assert.Single(TemporaryFile.Read(table, options).Flows);
        Assert.Equal(new DateTime(2018, 2, 14, 11, 31, 1, DateTimeKind.Utc), cic.Start);
        var log = Assert.Single(
            TemporaryFile.Read(
                "Mar  2 10:00:00 host kernel: IN=eth0 OUT= SRC=10.0.0.1 DST=192.0.2.9 LEN=60 PROTO=TCP SPT=1 DPT=2\n",
                options).Flows);
        Assert.Equal(13, log.Start.Hour);
    }

    [Fact]
    public void An_hour_that_came_twice_is_told()
    {
        using var file = new TemporaryFile(Header + "2026-10-25 02:30:00,,a,b,1\n2026-10-25 03:30:00,,a,b,1\n");
        Assert.Equal(
            [1, 2],
            file.Flows(
                new FlowReadOptions
                {
                    Columns = Map, Text = new FlowTextOptions { TimeZone = FlowTextOptions.Zone("Europe/Berlin") },
                }).Select(flow => flow.Start.Hour));
        Assert.Equal(1, Assert.Single(file.Rejects.Notes).Value);
    }

    [Theory]
    [InlineData(',', '.', "1.234", 1234)]
    [InlineData(',', '.', "1.234.567", 1234567)]
    [InlineData(',', '.', "1234", 1234)]
    [InlineData(',', '.', "1.234,00", 1234)]
    [InlineData(',', '\u00a0', "1\u202f234", 1234)]
    [InlineData('.', ',', "1,234", 1234)]
    [InlineData('.', ',', "12,34,567", 1234567)]
    [InlineData('.', '’', "1’234", 1234)]
    public void Numbers_are_those_of_the_culture(char point, char group, string text, long bytes) => Assert.Contains(
        $" {bytes}()B ",
        Read(
            Header + $"2026-02-01,,a,b,\"{text}\"\n", Map,
            new FlowTextOptions { Culture = Culture(point, group, "dd.MM.yyyy") }),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(',', '.', "1.5")]
    [InlineData(',', '.', "12.34")]
    [InlineData(',', '.', "1.23,5")]
    [InlineData(',', '.', "1,5,0")]
    [InlineData('.', ',', "1,5")]
    [InlineData('.', ',', "1.234,567")]
    [InlineData('.', ',', ",234")]
    public void A_number_of_another_culture_is_a_bad_one(char point, char group, string text) => Assert.Equal(
        $"b '{text}' is not a number of the culture that was named",
        Reject(
            Header + $"2026-02-01,,a,b,\"{text}\"\n",
            new FlowTextOptions { Culture = Culture(point, group, "dd.MM.yyyy") }));

    [Theory]
    [InlineData("UTC", 0)]
    [InlineData("+0530", 5.5)]
    [InlineData("-03:00", -3)]
    [InlineData("+02", 2)]
    public void A_zone_is_had_by_name_or_by_offset(string name, double hours) =>
        Assert.Equal(TimeSpan.FromHours(hours), FlowTextOptions.Zone(name).BaseUtcOffset);

    [Theory]
    [InlineData("Atlantis/Center")]
    [InlineData("+99:00")]
    public void A_zone_that_there_is_not_is_refused_with_the_remedy(string name) => Assert.Contains(
        "Europe/Berlin", Assert.Throws<ArgumentException>(() => FlowTextOptions.Zone(name)).Message,
        StringComparison.Ordinal);

    private static string Read(string content, ColumnMap map, FlowTextOptions text)
    {
        var (flows, rejects) = TemporaryFile.Read(content, new FlowReadOptions { Columns = map, Text = text });
        Assert.Empty(rejects);
        return ExportText.Show(Assert.Single(flows));
    }

    private static string Reject(string content, FlowTextOptions text)
    {
        var (flows, rejects) = TemporaryFile.Read(content, new FlowReadOptions { Columns = Map, Text = text });
        Assert.Empty(flows);
        return Assert.Single(rejects).Reason;
    }
}
