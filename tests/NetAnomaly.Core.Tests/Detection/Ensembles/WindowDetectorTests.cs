using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Detection.Ensembles;

public sealed class WindowDetectorTests
{
    [Fact]
    public void Windows_judged_from_local_scores_of_pieces_are_judged_as_if_scored_at_once()
    {
        TokenScheme[] schemes = [TokenScheme.ProtoByte, TokenScheme.ServicePort, TokenScheme.State];
        var spec = ModelPresets.Default(ModelArchitecture.Ensemble).Spec;
        var conversations = ModelMaker.Office(schemes);
        using var model = ModelMaker.Train(
            new DetectorRegistry(CoreDetectors.Providers), CorpusMaker.Corpus(spec, conversations), spec);
        var detector = Assert.IsType<IWindowDetector>(LoadedModel.Of(model).Detector, exactMatch: false);
        Conversation[] some = [.. conversations.Take(300)];

        var together = detector.Score(some, TestContext.Current.CancellationToken);
        LocalScore[] pieces =
            [.. some.Chunk(7).SelectMany(piece => detector.ScoreLocally(piece, TestContext.Current.CancellationToken))];

        Assert.Equal(together.Select(score => score.Total), detector.JudgeWindows(pieces).Select(score => score.Total));
    }
}
