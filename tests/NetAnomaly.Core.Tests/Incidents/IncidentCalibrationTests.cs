using NetAnomaly.Core.Training;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Incidents;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Statistics;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Incidents;

public sealed class IncidentCalibrationTests
{
    [Fact]
    public void Counting_hosts_in_windows_says_how_often_normal_traffic_brings_an_incident()
    {
        var scale = Day(strangeConversations: 3);
        Assert.Equal(240, scale.SourcesPerDay, 1e-9);
        Assert.Equal(24, scale.DestinationsPerDay, 1e-9);
        Assert.Equal(240, scale.PerDay(0, ofDestination: false), 1e-9);
        var strange = 3 * scale.Weight(0.001);
        Assert.Equal(240 * 2 / 241.0, scale.PerDay(strange, ofDestination: false), 1e-9);
        Assert.Equal(1, scale.Days, 1e-9);
        Assert.True(scale.IsAtTop(strange, ofDestination: false));
        Assert.False(scale.IsAtTop(strange / 2, ofDestination: false));
        // Ten times as strong as any: a tenth as often as one in all.
        Assert.InRange(scale.PerDay(10 * strange, ofDestination: false), 0.099, 0.101);
    }

    [Fact]
    public void A_host_of_training_with_many_strange_conversations_weighs_as_one() =>
        Assert.InRange(
            Day(strangeConversations: 500).Weight(0.001), 0.8 * Day(strangeConversations: 3).Weight(0.001), 240);

    [Fact]
    public void Conversations_that_are_not_strange_add_nothing_to_the_strength_of_a_host() =>
        Assert.Equal(0, Day(strangeConversations: 3).Weight(0.5));

    [Fact]
    public void A_trained_model_knows_its_scale_and_incidents_carry_it()
    {
        using var model = ModelMaker.Train(CorpusMaker.Corpus(ModelMaker.Office()));
        var results = new ThresholdScan(model, new AnomalyThreshold { MaxPValue = 0.05 })
            .Score([.. ModelMaker.Office()], TestContext.Current.CancellationToken);
        var incidents = IncidentBuilder.Of(results);
        Assert.NotEmpty(incidents);
        Assert.All(incidents, incident => Assert.InRange(incident.ExpectedPerDay!.Value, 1e-12, 24 * 20));
        Assert.All(incidents, incident => Assert.True(incident.Severity >= -Math.Log(incident.PValue)));
    }

    [Fact]
    public void Drawn_conversations_say_nothing_of_whole_hosts()
    {
        // Three windows are too few to keep the latest from fitting: some are drawn, and no window is whole.
        var registry = new DetectorRegistry([new StubFactory { ValidationScores = [1, 2, 3, 4, 5, 6] }]);
        using var model = ModelMaker.Train(
            registry, CorpusMaker.OfWindows(20, 20, 20), ModelMaker.Spec.As(ModelArchitecture.Clstm));
        Assert.Equal(6, LoadedModel.Of(model).Calibration.Size);
        Assert.Null(LoadedModel.Of(model).Incidents);
    }

    // Ten hosts in each of 24 hours; one of them has, in one hour, conversations with p = 0.001.
    private static IncidentCalibration Day(int strangeConversations)
    {
        Conversation[] hours =
        [
            .. Enumerable.Range(0, 24).SelectMany(
                hour => Enumerable.Range(0, 10).Select(
                    host => SequenceMaker.OfWords($"{hour:00}:00", $"10.0.0.{host}", null, "t1"))),
        ];
        Conversation[] strange =
        [
            .. Enumerable.Range(0, strangeConversations).Select(
                _ => SequenceMaker.OfWords("23:00", "10.0.0.9", null, "t1")),
        ];
        var corpus = CorpusMaker.Corpus(hours.Concat(strange));
        double[] pValues = [.. Enumerable.Repeat(0.5, 240), .. Enumerable.Repeat(0.001, strangeConversations)];
        return IncidentCalibrationFitting.Fit(corpus, [.. Enumerable.Range(0, corpus.Count)], pValues);
    }
}
