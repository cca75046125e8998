using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Detectors.Ensemble;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Training;
using NetAnomaly.Flows.Samples;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Detection.Ensembles;

public sealed class ForwardCalibrationTests
{
    private static readonly ModelSpec Spec = ModelTrainer.New(
        ModelPresets.Default(ModelArchitecture.Ensemble).Spec).Spec;

    [Fact]
    public void An_ensemble_is_calibrated_on_the_last_third_of_the_days()
    {
        var days = Days(3);
        var corpus = CorpusMaker.Corpus(Spec.Schemes, [], days);
        var later = ForwardCalibration.Of(
            Spec, corpus, ConversationSummaryBuilder.Of(corpus), TestContext.Current.CancellationToken)!;
        var lastDay = corpus.WindowStart(corpus.Count - 1).Date;
        Assert.Equal(
            Enumerable.Range(0, corpus.Count).Where(conversation => corpus.WindowStart(conversation).Date == lastDay),
            later.Conversations);
    }

    [Fact]
    public void Its_scores_are_those_that_an_ensemble_of_the_earlier_days_gives()
    {
        var days = Days(3);
        var lastDay = days[^1].WindowStart.Date;
        var corpus = CorpusMaker.Corpus(Spec.Schemes, [], days);
        var later = ForwardCalibration.Of(
            Spec, corpus, ConversationSummaryBuilder.Of(corpus), TestContext.Current.CancellationToken)!;
        using var past = ModelMaker.Train(
            new([.. Core.Detectors.CoreDetectors.Providers]),
            CorpusMaker.Corpus(Spec.Schemes, [], days.Where(day => day.WindowStart < lastDay)), Spec);
        var direct = new ThresholdScan(past, AnomalyThreshold.Default)
            .Score([.. days.Where(day => day.WindowStart >= lastDay)], TestContext.Current.CancellationToken);
        Assert.Equal(direct.Count, later.Scores.Length);
        foreach (var (one, other) in direct.Zip(later.Scores)) Assert.Equal(one.Score, other, 1e-9);
    }

    [Fact]
    public void Two_days_are_no_past_and_future()
    {
        var corpus = CorpusMaker.Corpus(Spec.Schemes, [], Days(2));
        Assert.Null(
            ForwardCalibration.Of(
                Spec, corpus, ConversationSummaryBuilder.Of(corpus), TestContext.Current.CancellationToken));
    }

    private static Conversation[] Days(int days) =>
        [
            .. ConversationBuilder.Build(
                new SampleTraffic(new SampleTrafficOptions { Days = days, Hosts = 2 }).Generate(),
                ConversationOptions.Of(Spec)),
        ];
}
