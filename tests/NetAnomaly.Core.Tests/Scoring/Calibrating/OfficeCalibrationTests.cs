using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Flows.Samples;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Scoring.Calibrating;

public sealed class OfficeCalibrationTests
{
    private static readonly DateTime Start = new SampleTrafficOptions().Start;
    private static readonly Conversation[] Days =
        [
            .. ConversationBuilder.Build(
                new SampleTraffic(new SampleTrafficOptions { Days = 3, Hosts = 15 }).Generate(),
                new ConversationOptions { Schemes = [TokenScheme.ProtoByte] }),
        ];

    [Theory]
    [InlineData(ScoreAggregation.Mean)]
    [InlineData(ScoreAggregation.Max)]
    [InlineData(ScoreAggregation.TopK)]
    public void On_a_normal_day_p_values_are_uniform_and_length_does_not_predict_them(ScoreAggregation how)
    {
        using var model = ModelMaker.Train(
            CorpusMaker.Corpus(Days.Where(day => day.WindowStart < Start.AddDays(2))),
            ModelMaker.Spec with { Aggregate = how });
        var results = new ThresholdScan(model, AnomalyThreshold.Default)
            .Score([.. Days.Where(day => day.WindowStart >= Start.AddDays(2))], TestContext.Current.CancellationToken);
        Assert.InRange(results.Count(result => result.PValue <= 0.05) / (double)results.Count, 0.02, 0.1);
        Assert.InRange(results.Count(result => result.PValue <= 0.01) / (double)results.Count, 0.002, 0.02);
        Assert.InRange(
            Ranks.Correlation(
                [.. results.Select(result => (double)result.FlowCount)],
                [.. results.Select(result => result.PValue)]), -0.2, 0.2);
    }
}
