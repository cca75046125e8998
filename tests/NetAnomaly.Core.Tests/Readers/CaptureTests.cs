using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;

namespace NetAnomaly.Core.Tests.Readers;

/// <summary>Published captures, where they are on the machine.</summary>
public sealed class CaptureTests
{
    [Theory]
    [InlineData("formats/argus/2013-10-21_capture-1.normal.binetflow.gz", "Argus", 2398)]
    [InlineData("formats/argus/slips-test11-portscan.binetflow", "Argus", 66)]
    [InlineData("formats/argus/slips-test3-mixed.binetflow", "Argus", 89)]
    [InlineData("formats/argus/slips-test4-malicious.binetflow", "Argus", 394)]
    [InlineData("formats/argus/slips-test5-mixed.binetflow", "Argus", 300)]
    [InlineData("formats/argus/test.binetflow", "Argus", 99)]
    [InlineData("formats/argus/test5.tabs.binetflow.gz", "Argus", 6725)]
    [InlineData("formats/zeek/conn.json.all-fields.log", "Zeek", 29)]
    [InlineData("formats/zeek/conn.json.log", "Zeek", 110)]
    [InlineData("formats/zeek/conn.labeled.log", "Zeek", 766)]
    [InlineData("formats/zeek/conn.test9.log", "Zeek", 576)]
    [InlineData("formats/zeek/conn.tsv.log.gz", "Zeek", 6266)]
    [InlineData("formats/suricata/eve-1.json.gz", "Suricata", 86)]
    [InlineData("formats/suricata/eve-2.json.gz", "Suricata", 3512)]
    [InlineData("formats/nfdump/nfcapd.sample1", "NfdumpText", 35)]
    [InlineData("formats/nfdump/nfcapd.sample2", "NfdumpText", 167)]
    [InlineData("iot23/CTU-Honeypot-Capture-4-1-labeled.csv.gz", "Csv", 452)]
    [InlineData("iot23/CTU-Honeypot-Capture-5-1-labeled.csv.gz", "Csv", 1374)]
    [InlineData("iot23/CTU-Honeypot-Capture-7-1-labeled.csv.gz", "Csv", 130)]
    [InlineData("nfql/nfql-2009-netflow-v5.csv.gz", "Csv", 1_160_444)]
    public void Every_row_is_read_in_the_format_recognised(string name, string format, int rows)
    {
        // Rows as the data's README counts them, or lines less headers; of eve.json, jq's count of events of the type
        // flow.
        var path = Repository.Capture(name);
        Assert.Equal(format, FlowFile.Sniff(path));
        var rejects = new RejectList();
        Assert.Equal(
            rows, FlowFile.Read(path, new FlowReadOptions(), rejects, TestContext.Current.CancellationToken).Count());
        Assert.Empty(rejects.Rows);
    }

    [Fact]
    public void CTU_13_scenario_6_is_read_in_full()
    {
        var path = Repository.Capture("ctu13/capture20110816.binetflow.gz");
        Assert.Equal("Argus", FlowFile.Sniff(path));
        var rejects = new RejectList();
        var (count, botnet, normal) = (0, 0, 0);
        var earliest = DateTime.MaxValue;
        foreach (var flow in FlowFile.Read(path, new FlowReadOptions(), rejects, TestContext.Current.CancellationToken))
        {
            count++;
            if (flow.Label!.Contains("Botnet", StringComparison.Ordinal)) botnet++;
            if (flow.Label.Contains("Normal", StringComparison.Ordinal)) normal++;
            if (flow.Start < earliest) earliest = flow.Start;
            Assert.NotNull(flow.Bytes);
            Assert.NotNull(flow.SourceBytes);
        }

        Assert.Empty(rejects.Rows);
        Assert.Equal((558_919, 4_630, 7_494), (count, botnet, normal));
        Assert.Equal(new DateTime(2011, 8, 16, 10, 1, 46, DateTimeKind.Utc).AddMicroseconds(972101), earliest);
    }

    [Fact]
    public void IoT_23_scenario_34_has_its_labels()
    {
        var rejects = new RejectList();
        var labels = FlowFile.Read(
            Repository.Capture("iot23/CTU-IoT-Malware-Capture-34-1.conn.log.labeled.gz"), new FlowReadOptions(),
            rejects, TestContext.Current.CancellationToken)
            .CountBy(flow => flow.Label ?? "none").ToDictionary(pair => pair.Key, pair => pair.Value);
        Assert.Empty(rejects.Rows);
        Assert.Equal(
            new Dictionary<string, int>
            {
                ["Malicious DDoS"] = 14_394, ["Malicious C&C"] = 6_706, ["Malicious PartOfAHorizontalPortScan"] = 122,
                ["Benign"] = 1_923,
            },
            labels);
    }

    [Theory]
    [InlineData("formats/argus/2013-10-21_capture-1.normal.binetflow.gz", "none=2398")]
    [InlineData("formats/argus/slips-test11-portscan.binetflow", "none=66")]
    [InlineData("formats/argus/slips-test3-mixed.binetflow", "none=89")]
    [InlineData("formats/argus/slips-test4-malicious.binetflow", "none=394")]
    [InlineData("formats/zeek/conn.tsv.log.gz", "none=6266")]
    [InlineData("iot23/CTU-Honeypot-Capture-4-1-labeled.csv.gz", "benign=452")]
    [InlineData("iot23/CTU-Honeypot-Capture-5-1-labeled.csv.gz", "benign=1374")]
    [InlineData("iot23/CTU-Honeypot-Capture-7-1-labeled.csv.gz", "benign=130")]
    public void Labels_are_counted_as_the_data_says(string name, string expected) => Assert.Equal(
        expected,
        string.Join(' ', FlowFile.Read(Repository.Capture(name), new FlowReadOptions(), new RejectList(),
            TestContext.Current.CancellationToken)
            .CountBy(flow => flow.Label ?? "none").OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key}={pair.Value}")));
}
