using NetAnomaly.Core.Scoring;

namespace NetAnomaly.Core.Tests.Scoring;

public sealed class AnomalyThresholdTests
{
    [Theory]
    [InlineData(0.001, true)]
    [InlineData(0.0011, false)]
    public void Where_nothing_is_asked_for_one_normal_conversation_in_a_thousand_is_called(double pValue, bool anomaly) =>
        Assert.Equal(anomaly, AnomalyThreshold.Default.IsAnomaly(0, pValue));

    [Theory]
    [InlineData(4.99, false)]
    [InlineData(5, true)]
    [InlineData(double.NaN, false)]
    public void A_score_at_the_threshold_is_anomalous(double score, bool anomaly) =>
        Assert.Equal(anomaly, new AnomalyThreshold { MinScore = 5 }.IsAnomaly(score, 1));

    [Theory]
    [InlineData(5, 0.01, true)]
    [InlineData(4, 0.01, false)]
    [InlineData(5, 0.02, false)]
    public void Both_conditions_must_hold_where_both_are_given(double score, double pValue, bool anomaly) =>
        Assert.Equal(anomaly, new AnomalyThreshold { MinScore = 5, MaxPValue = 0.01 }.IsAnomaly(score, pValue));
}
