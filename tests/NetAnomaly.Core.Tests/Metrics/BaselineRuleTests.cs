using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Evaluation;
using NetAnomaly.Core.Evaluation.Baselines;
using static NetAnomaly.Core.Tests.Support.FlowMaker;
using static NetAnomaly.Core.Tests.Support.SequenceMaker;

namespace NetAnomaly.Core.Tests.Metrics;

public sealed class BaselineRuleTests
{
    private static readonly BaselinePast Past = BaselinePast.Of(
        [Flow() with { DestinationPort = 443 }, Flow() with { DestinationPort = 443 }]);

    [Fact]
    public void Flows_are_counted() =>
        Assert.Equal([1.0, 2.0], Scores(new FlowCountRule(), Sequence(Flow()), Sequence(Flow(), Flow("10:01"))));

    [Fact]
    public void A_rare_port_is_a_surprise_by_what_training_counted()
    {
        // Two flows, one service and one for all others: three of three parts and one more, by the rule of succession.
        double[] scores =
        [
            .. Scores(
                new PortRarityRule(Past), Sequence(Flow() with { SourcePort = 50000, DestinationPort = 443 }),
                Sequence(Flow() with { DestinationPort = 6667 }),
                Sequence(Flow() with { DestinationPort = 443 }, Flow("10:01") with { DestinationPort = 6667 })),
        ];

        Assert.Equal(Math.Log(4.0 / 3), scores[0], 12);
        Assert.Equal(Math.Log(4), scores[1], 12);
        Assert.Equal((scores[0] + scores[1]) / 2, scores[2], 12);
    }

    [Fact]
    public void High_ports_are_one_and_protocols_are_not()
    {
        var past = BaselinePast.Of([Flow() with { SourcePort = 50000, DestinationPort = 51000 }]);
        double[] scores =
        [
            .. Scores(
                new PortRarityRule(past), Sequence(Flow() with { SourcePort = 50000, DestinationPort = 51000 }),
                Sequence(Flow() with { SourcePort = 60000, DestinationPort = 62000 }),
                Sequence(Flow(protocol: "udp") with { SourcePort = 60000, DestinationPort = 62000 })),
        ];

        Assert.Equal(scores[0], scores[1]);
        Assert.True(scores[2] > scores[1]);
    }

    [Fact]
    public void A_pair_is_known_in_both_directions() =>
        Assert.Equal(
            [0.0, 0.0, 1.0],
            Scores(
                new NewPairRule(Past), Sequence(Flow()), Sequence(Flow(from: Bob, to: Alice)),
                Sequence(Flow(to: Carol))));

    [Fact]
    public void Persistence_counts_the_windows_of_a_new_pair_and_none_of_a_known_one() =>
        Assert.Equal(
            [0.0, 2.0, 2.0, 1.0],
            Scores(
                new PersistenceRule(Past), Sequence(Flow()), Sequence(Flow("10:00", to: Carol)),
                Sequence(Flow("15:00", from: Carol, to: Alice)), Sequence(Flow("15:00", from: Bob, to: Carol))));

    [Fact]
    public void Without_training_there_is_only_the_count()
    {
        Assert.Equal(["flow count"], BaselineRules.Of(null).Select(rule => rule.Name));
        Assert.Equal(4, BaselineRules.Of(Past).Count);
    }

    [Fact]
    public void Rules_are_measured_by_labels()
    {
        var measurement = new BaselineMeasurement(BaselineRules.Of(Past), new LabelRule());
        measurement.Add(Sequence(Flow(label: "Normal")));
        measurement.Add(Sequence(Flow(to: Carol, label: "Bot")));

        var newPair = Assert.Single(measurement.Measure(), rule => rule.Rule == "new pair");

        Assert.Equal((1.0, 1.0), (newPair.RocAuc, newPair.AveragePrecision));
        Assert.Equal(0.5, Assert.Single(measurement.Measure(), rule => rule.Rule == "flow count").RocAuc);
    }

    private static double[] Scores(IBaselineRule rule, params Conversation[] conversations)
    {
        foreach (var conversation in conversations) rule.Add(conversation);
        return rule.Scores();
    }
}
