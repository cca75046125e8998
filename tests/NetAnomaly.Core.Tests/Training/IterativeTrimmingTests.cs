using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Tests.Detection.Vectors;
using NetAnomaly.Core.Tests.Support;
using static NetAnomaly.Core.Tests.Support.FlowMaker;
using static NetAnomaly.Core.Tests.Support.SequenceMaker;

namespace NetAnomaly.Core.Tests.Training;

public sealed class IterativeTrimmingTests
{
    private static readonly Conversation[] Office = [.. ModelMaker.Office()];

    // One infected host whose flows are of a size that nobody else's are, in many conversations.
    private static readonly Conversation[] Attack =
    [
        .. Enumerable.Range(0, 40).Select(
            i => OfWords($"2011-08-17T{i % 10:00}:00", "10.0.1.3", "bot", "t30", "t30", "t30")),
    ];

    [Fact]
    public void The_strangest_conversations_are_left_out_without_a_look_at_labels()
    {
        using var dirty = Train(0);
        using var trimmed = Train(0.05);

        Assert.Equal((int)((Office.Length + Attack.Length) * 0.05), trimmed.Provenance!.Trimmed);
        Assert.Equal(Office.Length + Attack.Length - trimmed.Provenance.Trimmed, trimmed.Conversations);
        Assert.False(LoadedModel.Of(trimmed).Detector.State.Vocabulary!.Factors[0].Contains("t30"));
        Assert.True(Score(trimmed) > Score(dirty) + 1, $"{Score(trimmed)} {Score(dirty)}");
    }

    [Fact]
    public void Without_it_nothing_is_left_out()
    {
        using var model = Train(0);

        Assert.Equal(0, model.Provenance!.Trimmed);
        Assert.Equal(Office.Length + Attack.Length, model.Conversations);
    }

    [Fact]
    public void The_model_says_that_it_was_trimmed_and_what_it_was_given()
    {
        using var dirty = Train(0);
        using var trimmed = Train(0.05);

        Assert.Equal(0.05, trimmed.Provenance!.Options.TrimShare);
        Assert.Null(trimmed.Provenance.Options.TimeBudget);
        Assert.Equal(dirty.Provenance!.DataHash, trimmed.Provenance.DataHash);
    }

    [Fact]
    public void Ensembles_can_be_trimmed()
    {
        var spec = ModelPresets.Default(ModelArchitecture.Ensemble).Spec;
        var corpus = CorpusMaker.Corpus(spec.Schemes, [], ModelMaker.Office([.. spec.Schemes]));
        using var model = ModelMaker.Train(corpus, spec, new TrainingOptions { TrimShare = 0.02 });

        Assert.Equal(corpus.Count / 50, model.Provenance!.Trimmed);
    }

    [Fact]
    public void Detectors_of_features_are_trimmed_by_halves()
    {
        var spec = ModelMaker.Spec.As(ModelArchitecture.IsolationForest);
        var corpus = CorpusMaker.Corpus(
            spec,
            Enumerable.Range(0, 100).Select(
                i => Sequence(Flow($"{i / 5:00}:00", $"10.0.0.{i}", bytes: i is 10 or 90 ? 1L << 30 : 100 + i))));
        using var model = ModelMaker.Train(
            VectorMaker.Registry(new SpreadFactory()), corpus, spec, new TrainingOptions { TrimShare = 0.02 });

        Assert.Equal(2, model.Provenance!.Trimmed);
        var usual = new ThresholdScan(model, AnomalyThreshold.Default)
            .Score(
                [Sequence(Flow(bytes: 150)), Sequence(Flow(bytes: 1L << 40))], TestContext.Current.CancellationToken);
        Assert.True(usual[1].Score > usual[0].Score);
    }

    [Fact]
    public void The_time_budget_and_progress_are_those_of_the_whole()
    {
        var progress = new ListProgress();
        var corpus = CorpusMaker.Corpus(Office);
        using var model = ModelMaker.Train(
            ModelMaker.Registry, corpus,
            options: new TrainingOptions { TrimShare = 0.1, TimeBudget = TimeSpan.FromHours(1) }, progress: progress);

        Assert.Equal(TimeSpan.FromHours(1), model.Provenance!.Options.TimeBudget);
        Assert.Equal(
            progress.Reports.Select(report => report.Fraction).Order(),
            progress.Reports.Select(report => report.Fraction));
        Assert.Equal(1, progress.Reports[^1].Fraction, 9);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(0.5)]
    [InlineData(double.NaN)]
    public void Half_or_more_cannot_be_left_out(double share) => Assert.Throws<ArgumentException>(() => Train(share));

    [Fact]
    public void Where_labels_are_heeded_nothing_is_trimmed()
    {
        var spec = TestSpec.Of(ModelArchitecture.Metric) with
        {
            Learning = LearningMode.Supervised, GroupBy = FlowGrouping.Dyad,
        };
        var corpus = CorpusMaker.Corpus(spec, Office[0]);

        Assert.Throws<ArgumentException>(
            () => ModelMaker.Train(
                VectorMaker.Registry(new SpreadFactory()), corpus, spec, new TrainingOptions { TrimShare = 0.1 }));
    }

    private static AnomalyModel Train(double share) =>
        ModelMaker.Train(CorpusMaker.Corpus(Office.Concat(Attack)), options: new TrainingOptions { TrimShare = share });

    private static double Score(AnomalyModel model) =>
        new ThresholdScan(model, AnomalyThreshold.Default).Score(
            [OfWords("2011-08-18T10:00", "10.0.1.3", null, "t30")], TestContext.Current.CancellationToken)[0].Score;
}
