using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Detectors.Ensemble;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Detection.Ensembles;

public sealed class WindowDetectorTests : IDisposable
{
    private static readonly ModelSpec Spec = ModelPresets.Default(ModelArchitecture.Ensemble).Spec;
    private static readonly IReadOnlyList<Conversation> Office = ModelMaker.Office([.. Spec.Schemes]);
    private readonly AnomalyModel model = ModelMaker.Train(
        new DetectorRegistry(CoreDetectors.Providers),
        CorpusMaker.Corpus(Spec, Office.TakeWhile(one => one.WindowStart < Office[^1].WindowStart.AddHours(-12))), Spec);

    private static Conversation[] Later =>
        [.. Office.SkipWhile(one => one.WindowStart < Office[^1].WindowStart.AddHours(-12))];

    private IWindowDetector Detector =>
        Assert.IsType<IWindowDetector>(LoadedModel.Of(model).Detector, exactMatch: false);

    public void Dispose() => model.Dispose();

    [Fact]
    public void Windows_judged_from_local_scores_of_pieces_are_judged_as_if_scored_at_once()
    {
        var (detector, some) = (Detector, Later);
        var together = detector.Score(some, TestContext.Current.CancellationToken);
        LocalScore[] pieces =
            [.. some.Chunk(7).SelectMany(piece => detector.ScoreLocally(piece, TestContext.Current.CancellationToken))];
        Same(together, detector.JudgeWindows(pieces, new EvidenceState()));
    }

    [Fact]
    public void Windows_scored_one_after_the_other_with_one_state_are_scored_as_if_at_once()
    {
        var (detector, some, state) = (Detector, Later, new EvidenceState());
        var together = detector.Score(some, TestContext.Current.CancellationToken);
        ConversationScore[] one =
        [
            .. some.GroupBy(conversation => conversation.WindowStart).SelectMany(
                window => detector.Score([.. window], state, TestContext.Current.CancellationToken)),
        ];
        Same(together, one);
        Assert.True(state.Pairs.Values.Max(pair => pair.Windows) > 5);
        Assert.Contains(together, score => Details(score).Ledger!.Spoken > 5);
    }

    [Fact]
    public void A_window_without_the_state_of_those_before_is_scored_otherwise()
    {
        // So that the tests of one state could fail.
        var (detector, some) = (Detector, Later);
        var together = detector.Score(some, TestContext.Current.CancellationToken);
        ConversationScore[] alone =
        [
            .. some.GroupBy(conversation => conversation.WindowStart).SelectMany(
                window => detector.Score([.. window], TestContext.Current.CancellationToken)),
        ];
        Assert.NotEqual(together.Select(score => score.Total), alone.Select(score => score.Total));
    }

    [Fact]
    public void The_same_windows_in_the_same_order_leave_the_same_state()
    {
        var (detector, some) = (Detector, Later);
        var (one, other) = (new EvidenceState(), new EvidenceState());
        detector.Score(some, one, TestContext.Current.CancellationToken);
        foreach (var window in some.GroupBy(conversation => conversation.WindowStart))
        {
            detector.JudgeWindows(
                detector.ScoreLocally([.. window], TestContext.Current.CancellationToken), other);
        }

        Assert.NotEmpty(one.Pairs);
        Assert.Equal(one.Latest, other.Latest);
        Assert.Equal(one.Pairs, other.Pairs);
        Assert.Equal(one.Clients, other.Clients);
        Assert.Equal(one.Servers, other.Servers);
    }

    [Fact]
    public void The_order_of_conversations_within_a_window_changes_no_score()
    {
        var (detector, some, random) = (Detector, Later, new Random(3));
        var usual = detector.Score(some, TestContext.Current.CancellationToken)
            .Zip(some).ToDictionary(pair => pair.Second, pair => pair.First);
        Conversation[] mixed =
        [
            .. some.GroupBy(conversation => conversation.WindowStart)
                .SelectMany(window => window.OrderBy(_ => random.Next())),
        ];
        Assert.NotEqual(some, mixed);
        Same(mixed.Select(conversation => usual[conversation]),
            detector.Score(mixed, TestContext.Current.CancellationToken));
    }

    private static void Same(IEnumerable<ConversationScore> expected, IEnumerable<ConversationScore> actual)
    {
        Assert.Equal(expected.Select(score => score.Total), actual.Select(score => score.Total));
        Assert.Equal(expected.Select(score => score.Rates), actual.Select(score => score.Rates));
        Assert.Equal(expected.SelectMany(score => score.Evidence), actual.SelectMany(score => score.Evidence));
        Assert.Equal(expected.Select(score => Details(score).Ledger), actual.Select(score => Details(score).Ledger));
    }

    private static EnsembleDetails Details(ConversationScore score) => Assert.IsType<EnsembleDetails>(score.Facts);
}
