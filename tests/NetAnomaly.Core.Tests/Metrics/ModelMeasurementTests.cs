using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Evaluation;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Statistics;
using NetAnomaly.Core.Tests.Support;
using static NetAnomaly.Core.Tests.Support.FlowMaker;
using static NetAnomaly.Core.Tests.Support.SequenceMaker;

namespace NetAnomaly.Core.Tests.Metrics;

public sealed class ModelMeasurementTests
{
    private static readonly AnomalyModel Model = ModelMaker.Train(
        CorpusMaker.Corpus(
            [
                .. Enumerable.Range(0, 90).Select(i => OfWords("10:00", $"10.0.0.{i}", null, "t1")),
                .. Enumerable.Range(0, 10).Select(i => OfWords("10:00", $"10.0.1.{i}", null, "t2")),
            ]));

    [Fact]
    public void Figures_are_those_of_the_conversations_given()
    {
        var metric = Measure(
            OfWords("12:00", Alice, "Normal", "t1"), OfWords("12:00", Alice, "Bot", "t9"),
            OfWords("13:00", Alice, "Bot", "t1"), OfWords("13:00", Bob, "Normal", "t2"));

        Assert.Equal((4, 2, 0.5), (metric.Conversations, metric.Anomalous, metric.BaseRate));
        Assert.Equal(
            new ConfusionMatrix(TruePositives: 1, FalsePositives: 0, TrueNegatives: 2, FalseNegatives: 1),
            metric.Confusion);
        Assert.Equal((0.75, 1, 0.5, 2 / 3.0), (metric.Accuracy, metric.Precision, metric.Recall, metric.F1));
        // Of the four pairs t9 wins two, t1 ties one and loses one.
        Assert.Equal(2.5 / 4, metric.RocAuc);
    }

    [Fact]
    public void Ranked_is_as_alerts_are_drawn_by_p_value_and_then_by_score()
    {
        var measurement = new ModelMeasurement(Model, new LabelRule());
        var results = new ThresholdScan(Model, AnomalyThreshold.Default).Score(
            [
                OfWords("12:00", Alice, "Normal", "t1"), OfWords("12:00", Bob, "Bot", "t1"),
                OfWords("13:00", Carol, "Normal", "t1"),
            ],
            TestContext.Current.CancellationToken);
        foreach (
            var (result, score, pValue) in results.Zip(new[] { 9.0, 2.0, 1.0 }, new[] { 0.5, 0.1, 0.1 }))
            measurement.Add(result with { Score = score, PValue = pValue });

        var metric = measurement.Measure();

        Assert.Equal((1.0, 1.0, 1), (metric.RocAuc, metric.AveragePrecision, metric.PerAttack[0].BestRank));
        Assert.Equal(0, metric.Incidents.Shown);
        Assert.Empty(metric.Baselines);
    }

    [Fact]
    public void Each_attack_has_its_rank_its_recall_and_its_time()
    {
        var metric = Measure(
            OfWords("12:00", Alice, "Scan", "t1"), OfWords("13:00", Alice, "Scan", "t9"),
            OfWords("13:00", Bob, "Normal", "t2"), OfWords("13:00", Bob, "Other", "t1"));

        var scan = metric.PerAttack[0];
        Assert.Equal(("Scan", 2, 1, 1), (scan.Label, scan.Conversations, scan.Alerted, scan.BestRank));
        Assert.Equal(TimeSpan.FromHours(2), scan.TimeToDetect);
        Assert.Equal(0.5, scan.Recall);
        Assert.Equal((3, null), (metric.PerAttack[1].BestRank, metric.PerAttack[1].TimeToDetect));
    }

    [Fact]
    public void Flows_without_times_tell_no_time_to_detect()
    {
        var scan = Assert.Single(Measure(OfWords("1970-01-01T00:00:00", Alice, "Scan", "t9")).PerAttack);

        Assert.Equal((1, null), (scan.Alerted, scan.TimeToDetect));
    }

    [Fact]
    public void The_split_card_tells_repeats_labels_and_overlap()
    {
        var card = Measure(OfWords("10:00", Alice, "Bot", "t1"), OfWords("11:00", Bob, null, "t1")).Split;

        Assert.Equal((1, 2), (card.Repeats, card.Flows));
        Assert.Equal(["Bot"], card.AnomalousLabels);
        Assert.True(card.Overlaps);
        Assert.Contains("OVERLAP", card.ToString(), StringComparison.Ordinal);
        Assert.False(Measure(OfWords("11:00", Bob, null, "t1")).Split.Overlaps);
    }

    [Fact]
    public void Nothing_cannot_be_measured_on() => Assert.Throws<InvalidOperationException>(() => Measure());

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("-", false)]
    [InlineData("BENIGN", false)]
    [InlineData("Normal", false)]
    [InlineData("flow=Background-UDP-Established", false)]
    [InlineData("flow=To-Background-CVUT-Proxy", false)]
    [InlineData("flow=From-Background-CVUT-Proxy", false)]
    [InlineData("flow=From-Normal-V46-Jist", false)]
    [InlineData("flow=From-Botnet-V46-TCP-Established", true)]
    [InlineData("Malicious C&C", true)]
    [InlineData("PortScan", true)]
    public void What_public_captures_call_normal_is_normal(string? label, bool anomalous) =>
        Assert.Equal(anomalous, new LabelRule().IsAnomalous(label));

    [Fact]
    public void Labels_that_are_named_decide_alone()
    {
        var rule = new LabelRule(["*botnet*"]);
        Assert.True(rule.IsAnomalous("flow=From-Botnet-V46"));
        Assert.False(rule.IsAnomalous("PortScan"));
    }

    [Fact]
    public void Curves_begin_and_end_where_they_must()
    {
        double[] scores = [4, 3, 2, 1];
        bool[] truths = [true, false, true, false];

        Assert.Equal(
            [(0, 0), (0, 0.5), (0.5, 0.5), (0.5, 1), (1, 1)],
            RankingCurves.Roc(scores, truths).Select(point => (point.X, point.Y)));
        Assert.Equal(
            [(0.5, 1), (0.5, 0.5), (1, 2 / 3.0), (1, 0.5)],
            RankingCurves.PrecisionRecall(scores, truths).Select(point => (point.X, point.Y)));
        var many = Enumerable.Range(0, 5000).Select(i => (double)i).ToArray();
        var curve = RankingCurves.Roc(many, [.. many.Select(score => score > 2500)]);
        Assert.InRange(curve.Count, 990, 1000);
        Assert.Equal((1.0, 1.0), (curve[^1].X, curve[^1].Y));
    }

    [Fact]
    public void A_curve_of_rare_anomalies_keeps_its_beginning()
    {
        double[] scores = [.. Enumerable.Range(0, 100_000).Select(rank => -(double)rank)];
        bool[] truths = [.. Enumerable.Range(0, 100_000).Select(rank => rank < 100 && rank % 2 == 0)];

        var curve = RankingCurves.PrecisionRecall(scores, truths);

        Assert.InRange(curve.Count, 50, 1000);
        Assert.InRange(curve.Count(point => point.X < 1), 40, 100);
        Assert.Equal((1.0, 50 / 100_000.0), (curve[^1].X, curve[^1].Y));
    }

    private static AnomalyMetric Measure(params Conversation[] sequences)
    {
        var measurement = new ModelMeasurement(Model, new LabelRule());
        var scorer = new ThresholdScan(Model, new AnomalyThreshold { MaxPValue = 0.02 });
        foreach (var result in scorer.Score(sequences, TestContext.Current.CancellationToken)) measurement.Add(result);
        return measurement.Measure();
    }
}
