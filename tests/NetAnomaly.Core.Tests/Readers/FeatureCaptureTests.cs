using NetAnomaly.Core.Tests.Features;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;

namespace NetAnomaly.Core.Tests.Readers;

/// <summary>Published data sets of features, where they are on the machine.</summary>
public sealed class FeatureCaptureTests
{
    [Theory]
    [InlineData("nsl-kdd/KDDTrain+.txt.gz", "Kdd", 125_973, 38, 3)]
    [InlineData("nsl-kdd/KDDTest+.txt.gz", "Kdd", 22_544, 38, 3)]
    [InlineData("unsw-nb15/UNSW_NB15_training-set.csv.gz", "UnswNb15", 82_332, 39, 3)]
    [InlineData("unsw-nb15/UNSW-NB15_1-head.csv.gz", "UnswNb15", 3_500, 38, 3)]
    [InlineData("cicids2017/web_attacks_balanced.csv.gz", "CicFlowMeter", 7_267, 76, 2)]
    [InlineData("cicids2017/GeneratedLabelledFlows-ddos.csv", "CicFlowMeter", 1_000, 76, 2)]
    [InlineData("cicids2017/GeneratedLabelledFlows-portscan.csv", "CicFlowMeter", 1_000, 76, 2)]
    [InlineData("cicids2017/GeneratedLabelledFlows-xss.csv", "CicFlowMeter", 652, 76, 2)]
    public void Every_row_is_read_with_its_features(string name, string format, int rows, int numbers, int categories)
    {
        var path = Repository.Capture(name);
        Assert.Equal(format, FlowFile.Sniff(path));
        var rejects = new RejectList();
        var table = FeatureMaker.Table(
            FlowFile.Read(path, new FlowReadOptions(), rejects, TestContext.Current.CancellationToken));
        Assert.Empty(rejects.Rows);
        Assert.Equal(
            (rows, numbers, categories), (table.Rows, table.Schema.Numbers.Count, table.Schema.Categories.Count));
    }

    [Fact]
    public void NSL_KDD_tests_with_seventeen_attacks_that_it_does_not_train_with()
    {
        var training = Labels("nsl-kdd/KDDTrain+.txt.gz");
        var test = Labels("nsl-kdd/KDDTest+.txt.gz");
        Assert.Equal((67_343, 9_711), (training["normal"], test["normal"]));
        Assert.Equal((23, 17), (training.Count, test.Keys.Except(training.Keys).Count()));
    }

    [Fact]
    public void UNSW_NB15_has_its_categories()
    {
        Assert.Equal(
            new Dictionary<string, int>
            {
                ["Normal"] = 37_000, ["Generic"] = 18_871, ["Exploits"] = 11_132, ["Fuzzers"] = 6_062, ["DoS"] = 4_089,
                ["Reconnaissance"] = 3_496,
                ["Analysis"] = 677, ["Backdoor"] = 583, ["Shellcode"] = 378, ["Worms"] = 44,
            },
            Labels("unsw-nb15/UNSW_NB15_training-set.csv.gz"));
        Assert.Equal(
            new Dictionary<string, int>
            {
                ["Normal"] = 3_378, ["Exploits"] = 72, ["Reconnaissance"] = 27, ["Generic"] = 9, ["DoS"] = 8,
                ["Shellcode"] = 6,
            },
            Labels("unsw-nb15/UNSW-NB15_1-head.csv.gz"));
    }

    [Fact]
    public void CICIDS2017_has_its_labels_in_one_spelling()
    {
        Assert.Equal(
            new Dictionary<string, int>
            {
                ["BENIGN"] = 5_087, ["Web Attack – Brute Force"] = 1_507, ["Web Attack – XSS"] = 652,
                ["Web Attack – Sql Injection"] = 21,
            },
            Labels("cicids2017/web_attacks_balanced.csv.gz"));
        Assert.Equal(
            new Dictionary<string, int> { ["Web Attack – XSS"] = 652 },
            Labels("cicids2017/GeneratedLabelledFlows-xss.csv"));
        Assert.Equal(
            new Dictionary<string, int> { ["DDoS"] = 1_000 }, Labels("cicids2017/GeneratedLabelledFlows-ddos.csv"));
    }

    [Fact]
    public void The_raw_form_of_UNSW_NB15_has_addresses_and_times()
    {
        var flows = FlowFile.Read(
            Repository.Capture("unsw-nb15/UNSW-NB15_1-head.csv.gz"), new FlowReadOptions(), new RejectList(),
            TestContext.Current.CancellationToken).ToList();
        Assert.All(flows, flow => Assert.Equal((2015, 1, 22), (flow.Start.Year, flow.Start.Month, flow.Start.Day)));
        Assert.All(flows, flow => Assert.Contains('.', flow.SourceAddress));
        Assert.All(flows, flow => Assert.True(flow.Bytes > 0 && flow.Packets > 0));
    }

    private static Dictionary<string, int> Labels(string name) =>
        FlowFile.Read(
            Repository.Capture(name), new FlowReadOptions(), new RejectList(), TestContext.Current.CancellationToken)
            .CountBy(flow => flow.Label ?? "").ToDictionary(pair => pair.Key, pair => pair.Value);
}
