using System.Globalization;
using NetAnomaly.Core.Auditing;
using NetAnomaly.Core.Datasets;
using static NetAnomaly.Core.Tests.Support.FlowMaker;

namespace NetAnomaly.Core.Tests.Auditing;

public sealed class DatasetAuditTests
{
    private static readonly DateTime Day = At("2026-03-02T00:00");

    [Fact]
    public void A_split_by_time_with_attacks_like_normal_traffic_gives_notes_only()
    {
        var findings = Audit(Traffic(0), Traffic(1));

        Assert.All(findings, finding => Assert.Equal(FindingSeverity.Note, finding.Severity));
        Assert.Contains(findings, finding => finding is { Check: DatasetCheck.BaseRate, Subject: "test" });
    }

    [Fact]
    public void Test_flows_that_stand_in_training_are_severe_whatever_file_and_line_they_come_from()
    {
        FlowRecord[] training = [.. Traffic(0)];
        var again = training.Take(20).Select(flow => flow with { File = "other.csv", Line = 7 });
        var finding = Single(Audit(training, [.. Traffic(1), .. again]), DatasetCheck.Duplicates);

        Assert.Equal((FindingSeverity.Severe, 20.0), (finding.Severity, finding.Figures["Flows"]));
        Assert.StartsWith("20 of 1,020 test flows (1.961 %)", finding.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Flows_that_differ_in_any_column_are_no_duplicates()
    {
        var flow = Flow("2026-03-02T10:00:00") with
        {
            SourcePort = 1, DestinationPort = 2, State = "SF", Packets = 3, SourceBytes = 4, SourcePackets = 1,
            Service = "dns",
        };
        FlowRecord[] others =
        [
            flow with { Start = flow.Start.AddTicks(1) }, flow with { Duration = TimeSpan.FromTicks(1) },
            flow with { Protocol = "udp" }, flow with { SourcePort = 3 },
            flow with { DestinationPort = 3 }, flow with { State = "S0" }, flow with { Packets = 4 },
            flow with { Bytes = 5 }, flow with { SourceBytes = 5 },
            flow with { SourcePackets = 2 }, flow with { Service = null },
            flow with { SourceAddress = Bob, DestinationAddress = Alice }, Featured(1), Featured(2),
        ];

        Assert.DoesNotContain(Audit([flow], others), finding => finding.Check == DatasetCheck.Duplicates);
    }

    [Fact]
    public void Repeats_within_a_part_are_counted()
    {
        FlowRecord[] test = [.. Traffic(0)];
        var finding = Single(Audit([], [.. test, .. test.Take(500)]), DatasetCheck.Duplicates);

        Assert.Equal(
            (FindingSeverity.Warning, "test", 500.0), (finding.Severity, finding.Subject, finding.Figures["Flows"]));
    }

    [Fact]
    public void Equal_flows_with_different_labels_contradict_each_other()
    {
        FlowRecord[] test = [.. Traffic(0)];
        var finding = Single(Audit([], [.. test, test[3] with { Label = "Other" }]), DatasetCheck.ContradictoryLabels);

        Assert.Equal(2, finding.Figures["Flows"]);
    }

    [Fact]
    public void A_split_within_an_hour_leaves_conversations_on_both_sides()
    {
        FlowRecord[] day = [.. Traffic(0)];
        var cut = Day.AddHours(12.5);
        var findings = Audit(day.Where(flow => flow.Start < cut), day.Where(flow => flow.Start >= cut));

        Assert.InRange(Single(findings, DatasetCheck.StraddlingWindows).Figures["Conversations"], 1, 20);
        Assert.Equal(1, Single(findings, DatasetCheck.TimeOverlap).Figures["Windows"]);
        Assert.DoesNotContain(
            Audit(day.Where(flow => flow.Start < Day.AddHours(12)), day.Where(flow => flow.Start >= Day.AddHours(12))),
            finding => finding.Check is DatasetCheck.StraddlingWindows or DatasetCheck.TimeOverlap);
    }

    [Fact]
    public void A_random_split_lies_in_one_time()
    {
        FlowRecord[] day = [.. Traffic(0)];
        var finding = Single(
            Audit(day.Where((_, i) => i % 2 == 0), day.Where((_, i) => i % 2 == 1)), DatasetCheck.TimeOverlap);

        Assert.Equal((FindingSeverity.Severe, 24.0), (finding.Severity, finding.Figures["Windows"]));
    }

    [Fact]
    public void A_number_that_separates_the_classes_is_named_with_its_area()
    {
        var finding = Single(
            Audit(
                [],
                Traffic(0).Select(
                    flow => flow.Label == "Bot"
                        ? flow with { Duration = TimeSpan.FromMinutes(5) }
                        : flow)), DatasetCheck.SingleFeature);

        Assert.Equal(
            ("Duration", FindingSeverity.Severe, 1.0), (finding.Subject, finding.Severity, finding.Figures["RocAuc"]));
        Assert.Contains("anomalous flows have higher values", finding.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_that_one_class_lacks_separates_too()
    {
        var finding = Single(
            Audit([], Traffic(0).Select(flow => flow.Label == "Bot" ? flow with { Packets = null } : flow)),
            DatasetCheck.SingleFeature);

        Assert.Equal("Packets", finding.Subject);
        Assert.Contains("lower values or lack it", finding.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void A_category_that_separates_the_classes_is_named_with_its_value()
    {
        var finding = Single(
            Audit([], Traffic(0).Select(flow => flow.Label == "Bot" ? flow with { State = "S0" } : flow)),
            DatasetCheck.SingleFeature);

        Assert.Equal("State", finding.Subject);
        Assert.Contains(
            "'S0' is of 100 % of anomalous and 0 % of normal flows", finding.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void The_columns_of_an_export_are_looked_at_by_their_names()
    {
        var schema = new FeatureSchema("Kdd", ["count", "serror"], ["flag"]);
        var findings = Audit(
            [],
            Traffic(0).Select(
                flow => flow with
                {
                    Features = new FlowFeatures(
                        schema, [flow.Bytes!.Value, flow.Label == "Bot" ? -1f : 2f],
                        [flow.Label == "Bot" ? "REJ" : "SF"]),
                }));

        Assert.Equal(
            ["serror", "flag"],
            findings.Where(finding => finding.Check == DatasetCheck.SingleFeature).Select(finding => finding.Subject));
    }

    [Fact]
    public void A_label_that_is_one_host_is_a_shortcut()
    {
        var findings = Audit(
            [],
            Traffic(0).Select(
                flow => flow.Label == "Bot"
                    ? flow with { SourceAddress = "10.9.9.9" }
                    : flow)).Where(finding => finding.Check == DatasetCheck.HostShortcut).ToArray();

        Assert.Contains(
            findings, finding => finding.Subject == "source address" && finding.Severity == FindingSeverity.Severe
                && finding.Finding.Contains("10.9.9.9 alone with 1.000", StringComparison.Ordinal));
        Assert.Contains(
            findings, finding => finding.Subject == "Bot"
                && finding.Finding.StartsWith(
                    "100 % of the flows labelled 'Bot' have the source 10.9.9.9", StringComparison.Ordinal));
    }

    [Fact]
    public void A_server_that_everybody_calls_is_no_shortcut() =>
        Assert.DoesNotContain(
            Audit([], Traffic(0).Select(flow => flow with { DestinationAddress = Bob })), finding =>
                finding.Check == DatasetCheck.HostShortcut);

    [Fact]
    public void Attacks_in_their_own_hours_are_told_by_the_time()
    {
        var findings = Audit(
            [], Traffic(0).Select(flow => flow with { Label = flow.Start.Hour == 3 ? "Bot" : "Normal" }));

        Assert.Equal(1, Single(findings, DatasetCheck.TimeShortcut).Figures["RocAuc"]);
    }

    [Fact]
    public void An_attack_at_the_same_hour_of_every_day_is_told_by_the_hour()
    {
        var findings = Audit(
            [],
            Enumerable.Range(0, 4).SelectMany(Traffic).Select(
                (flow, i) => flow with { Label = flow.Start.Hour == 3 && i % 3 == 0 ? "Bot" : "Normal" }));

        Assert.Contains(
            "begin between 03:00 and 04:00 UTC, on 4 days",
            Assert.Single(findings, finding => finding is { Check: DatasetCheck.TimeShortcut, Subject: "Bot" }).Finding,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Where_flows_have_no_times_their_order_in_the_file_is_looked_at()
    {
        var untimed = Traffic(0).Select((flow, i) => flow with { Start = DateTime.UnixEpoch, Bytes = i });
        var sorted = Single(Audit([], untimed.OrderBy(flow => flow.Label == "Bot")), DatasetCheck.TimeShortcut);

        Assert.Equal(("row order", 1.0), (sorted.Subject, sorted.Figures["RocAuc"]));
        Assert.DoesNotContain(Audit([], untimed), finding => finding.Check == DatasetCheck.TimeShortcut);
    }

    [Fact]
    public void Labels_that_are_missing_or_lie_in_a_part_of_the_period_are_told()
    {
        Assert.Equal(
            FindingSeverity.Severe,
            Single(
                Audit([], Traffic(0).Select(flow => flow with { Label = null })), DatasetCheck.LabelCoverage).Severity);

        var some = Audit([], Traffic(0).Select(flow => flow.Start.Hour < 6 ? flow with { Label = null } : flow));
        Assert.Contains(
            "25 % of the flows of test have no label", Single(some, DatasetCheck.LabelCoverage).Finding,
            StringComparison.Ordinal);

        var early = Audit([], Traffic(0).Where(flow => flow.Label != "Bot" || flow.Start.Hour < 4));
        Assert.StartsWith(
            "Anomalous labels of test lie between", Single(early, DatasetCheck.LabelCoverage).Finding,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Attacks_that_training_does_not_hold_and_other_base_rates_are_told()
    {
        var findings = Audit(
            Traffic(0).Where((flow, i) => flow.Label != "Bot" || i % 200 == 0),
            Traffic(1).Select(
                flow => flow.Label == "Bot" && flow.Start.Hour > 12 ? flow with { Label = "Scan" } : flow));

        Assert.Contains(
            "1 anomalous label stands in test only: Scan", Single(findings, DatasetCheck.LabelCoverage).Finding,
            StringComparison.Ordinal);
        Assert.Contains(
            findings,
            finding => finding is { Check: DatasetCheck.BaseRate, Subject: "training and test",
                Severity: FindingSeverity.Warning });
    }

    [Fact]
    public void A_set_that_is_half_attack_does_not_carry_over()
    {
        var finding = Assert.Single(
            Audit([], Traffic(0).Select((flow, i) => flow with { Label = i % 2 == 0 ? "Normal" : "Bot" })), finding =>
                finding.Check == DatasetCheck.BaseRate);

        Assert.Equal((FindingSeverity.Warning, 0.5), (finding.Severity, finding.Figures["Share"]));
    }

    [Fact]
    public void Nothing_gives_no_findings() => Assert.Empty(Audit([], []));

    [Fact]
    public void The_worst_comes_first()
    {
        FlowRecord[] day = [.. Traffic(0)];
        var severities = Audit(day, day).Select(finding => finding.Severity).ToArray();

        Assert.Equal(severities.OrderDescending(), severities);
        Assert.Equal(FindingSeverity.Severe, severities[0]);
    }

    // A thousand flows over a day between thirty hosts and ten servers; every fiftieth is called Bot and is like the
    // others.
    private static IEnumerable<FlowRecord> Traffic(int day)
    {
        var random = new Random(day + 1);
        for (var i = 0; i < 1000; i++)
        {
            yield return new FlowRecord
            {
                Start = Day.AddDays(day).AddSeconds((i * 86.4) + random.NextDouble()),
                Duration = TimeSpan.FromMilliseconds(random.Next(1, 5000)),
                Protocol = random.Next(3) == 0 ? "udp" : "tcp",
                SourceAddress = string.Create(CultureInfo.InvariantCulture, $"10.0.1.{random.Next(30)}"),
                SourcePort = random.Next(49152, 65536),
                DestinationAddress = string.Create(CultureInfo.InvariantCulture, $"10.0.2.{random.Next(10)}"),
                DestinationPort = random.Next(4) switch { 0 => 53, 1 => 80, _ => 443 },
                Bytes = random.Next(60, 9000),
                SourceBytes = random.Next(20, 60),
                Packets = random.Next(1, 20),
                SourcePackets = 1,
                State = random.Next(2) == 0 ? "SF" : "RST",
                Label = i % 50 == 0 ? "Bot" : "Normal",
            };
        }
    }

    private static FlowRecord Featured(float number) =>
        Flow("2026-03-02T10:00:00") with
        {
            Features = new FlowFeatures(new FeatureSchema("Kdd", ["count"], []), [number], []),
        };

    private static IReadOnlyList<DatasetFinding> Audit(IEnumerable<FlowRecord> training, IEnumerable<FlowRecord> test)
    {
        var audit = new DatasetAudit(new LabelRule());
        foreach (var flow in training) audit.Add(flow, DatasetPart.Training);
        foreach (var flow in test) audit.Add(flow, DatasetPart.Test);
        return audit.Findings();
    }

    private static DatasetFinding Single(IEnumerable<DatasetFinding> findings, DatasetCheck check) =>
        Assert.Single(findings, finding => finding.Check == check);
}
