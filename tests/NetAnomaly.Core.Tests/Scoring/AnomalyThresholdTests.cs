using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Tests.Support;
using static NetAnomaly.Core.Tests.Support.SequenceMaker;

namespace NetAnomaly.Core.Tests.Scoring;

public sealed class AnomalyThresholdTests
{
    [Theory]
    [InlineData(0.001, true)]
    [InlineData(0.0011, false)]
    public void Where_nothing_is_asked_for_one_normal_conversation_in_a_thousand_is_called(
        double pValue, bool anomaly) =>
        Assert.Equal(anomaly, AnomalyThreshold.Default.IsPassed(0, pValue));

    [Theory]
    [InlineData(4.99, false)]
    [InlineData(5, true)]
    [InlineData(double.NaN, false)]
    public void A_score_at_the_threshold_is_anomalous(double score, bool anomaly) =>
        Assert.Equal(anomaly, new AnomalyThreshold { MinScore = 5 }.IsPassed(score, 1));

    [Theory]
    [InlineData(5, 0.01, true)]
    [InlineData(4, 0.01, false)]
    [InlineData(5, 0.02, false)]
    public void Both_conditions_must_hold_where_both_are_given(double score, double pValue, bool anomaly) =>
        Assert.Equal(anomaly, new AnomalyThreshold { MinScore = 5, MaxPValue = 0.01 }.IsPassed(score, pValue));

    [Fact]
    public void The_threshold_that_training_chose_holds_only_where_nothing_was_asked_for()
    {
        using var trained = ModelMaker.Train(CorpusMaker.Corpus(OfWords("10:00", FlowMaker.Alice, null, "t1")));
        var loaded = LoadedModel.Of(trained);
        var model = new LoadedModel(loaded.Detector, loaded.Calibration, 7);

        Assert.Equal(7, AnomalyThreshold.Of(null, null).For(model).MinScore);
        Assert.Equal(
            (null, AnomalyThreshold.DefaultMaxPValue),
            Asked(AnomalyThreshold.Of(null, AnomalyThreshold.DefaultMaxPValue)));
        Assert.Equal((5, null), Asked(AnomalyThreshold.Of(5, null)));
        Assert.Equal((7, null), Asked(AnomalyThreshold.Default with { }));
        Assert.Equal((5, AnomalyThreshold.DefaultMaxPValue), Asked(AnomalyThreshold.Default with { MinScore = 5 }));
        Assert.Equal((null, 0.5), Asked(AnomalyThreshold.Default with { MaxPValue = 0.5 }));
        Assert.Equal((null, null), Asked(new AnomalyThreshold()));

        (double?, double?) Asked(AnomalyThreshold threshold) =>
            (threshold.For(model).MinScore, threshold.For(model).MaxPValue);
    }
}
