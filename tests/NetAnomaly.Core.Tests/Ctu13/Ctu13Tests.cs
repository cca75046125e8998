using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Tests.Readers;
using System.Globalization;
using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Statistics;
using NetAnomaly.Core.Training;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Ctu13;

/// <summary>
/// The independent figures for CTU-13 scenario 6 (García et al. 2014): trained on the dyad-hours before 11:00 without
/// botnet flows, tested on those after.
/// </summary>
public sealed class Ctu13Tests
{
    private const string Botnet = "Botnet";
    private static readonly DateTime Cut = new(2011, 8, 16, 11, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Counting_words_finds_the_botnet_as_well_as_the_independent_figures_say()
    {
        var path = Repository.Capture("ctu13/capture20110816.binetflow.gz");
        var cancellation = TestContext.Current.CancellationToken;
        var rejects = new RejectCount();
        var training = new ConversationTableBuilder([TokenScheme.ProtoByte], [$"*{Botnet}*"]);
        var test = new List<Conversation>();
        int dyadHours = 0, flows = 0, botnetFlows = 0;
        foreach (
            var sequence in ConversationBuilder.Build(
                FlowFile.Read(path, new FlowReadOptions(), rejects, cancellation), new ConversationOptions()))
        {
            dyadHours++;
            flows += sequence.FlowCount;
            botnetFlows += sequence.Flows.Count(flow => flow.Label?.Contains(Botnet, StringComparison.Ordinal) == true);
            if (sequence.WindowStart < Cut) training.Add(sequence);
            else test.Add(sequence);
        }

        Assert.Equal((558_919, 0, 4_630), (flows, rejects.Count, botnetFlows));
        Assert.Equal(155_545, dyadHours);
        Assert.Equal(82_035, test.Count);
        Assert.Equal(dyadHours - test.Count, training.Count + training.Excluded);

        using var untrained = ModelTrainer.New(TestSpec.Of(ModelArchitecture.TokenFrequency));
        using var model = new ModelTrainer(ModelMaker.Registry)
            .Train(untrained, training.Build(), new TrainingOptions(), null, cancellation);
        var results = new ThresholdScan(model, AnomalyThreshold.Default).Score(test, cancellation);
        double[] scores = [.. results.Select(result => result.Score)];
        bool[] truth =
        [
            .. results.Select(result => result.Labels.Any(label => label.Contains(Botnet, StringComparison.Ordinal))),
        ];
        double area = RankingMetrics.RocAuc(scores, truth), precision = RankingMetrics.AveragePrecision(scores, truth);
        TestContext.Current.TestOutputHelper!.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture, $"ROC-AUC {area:0.000000}, average precision {precision:0.000000}"));

        Assert.Equal(1_189, truth.Count(anomalous => anomalous));
        Assert.Equal(0.949, area, 0.003);
        Assert.Equal(0.159, precision, 0.01);
    }

    [Fact]
    public void The_ensemble_as_it_comes_finds_the_botnet_whether_or_not_training_saw_it()
    {
        var path = Repository.Capture("ctu13/capture20110816.binetflow.gz");
        var cancellation = TestContext.Current.CancellationToken;
        var spec = ModelTrainer.New(ModelPresets.Default(ModelArchitecture.Ensemble).Spec).Spec;
        Conversation[] sequences =
        [
            .. ConversationBuilder.Build(
                FlowFile.Read(path, new FlowReadOptions(), new RejectCount(), cancellation),
                ConversationOptions.Of(spec)),
        ];
        foreach (
            var (exclude, leastArea, leastPrecision) in new (string[] Exclude, double Area, double Precision)[]
            {
                ([$"*{Botnet}*"], 0.9995, 0.98), ([], 0.999, 0.95),
            })
        {
            using var model = ModelMaker.Train(
                CorpusMaker.Corpus(spec.Schemes, exclude, sequences.Where(sequence => sequence.WindowStart < Cut)),
                spec);
            var results = new ThresholdScan(model, AnomalyThreshold.Default)
                .Score([.. sequences.Where(sequence => sequence.WindowStart >= Cut)], cancellation);
            double[] scores = [.. results.Select(result => result.Score)];
            bool[] truth =
            [
                .. results.Select(
                    result => result.Labels.Any(label => label.Contains(Botnet, StringComparison.Ordinal))),
            ];
            Assert.InRange(RankingMetrics.RocAuc(scores, truth), leastArea, 1);
            Assert.InRange(RankingMetrics.AveragePrecision(scores, truth), leastPrecision, 1);
        }
    }

    private sealed class RejectCount : IRejectSink
    {
        public int Count { get; private set; }

        public void Add(RejectedRow row) => Count++;
    }
}
