using NetAnomaly.Core.Conversations;
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
        CorpusMaker.Corpus(Spec, Office.TakeWhile(one => one.WindowStart < Cut)), Spec);

    private static DateTime Cut => Office[^1].WindowStart.AddHours(-12);

    private static Conversation[] Later => [.. Office.SkipWhile(one => one.WindowStart < Cut)];

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
        Assert.Contains(together, score => Details(score).Ledger!.Run.Spoken > 5);
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

    [Theory]
    [InlineData(FlowGrouping.Dyad)]
    [InlineData(FlowGrouping.DirectedDyad)]
    [InlineData(FlowGrouping.Flow)]
    public void The_order_of_conversations_within_a_window_changes_no_score(FlowGrouping groupBy)
    {
        var spec = Spec with { GroupBy = groupBy };
        var flows = Office.SelectMany(conversation => conversation.Flows).OrderBy(flow => flow.Start).Take(2000);
        var answers = flows.Where((_, i) => i % 3 == 0).Select(
            flow => flow with
            {
                Start = flow.Start.AddSeconds(1), SourceAddress = flow.DestinationAddress,
                DestinationAddress = flow.SourceAddress, Bytes = 100 + flow.Bytes,
            });
        Conversation[] all =
        [
            .. ConversationBuilder.Build(
                flows.Concat(answers).OrderBy(flow => flow.Start), ConversationOptions.Of(spec)),
        ];
        using var own = ModelMaker.Train(
            new DetectorRegistry(CoreDetectors.Providers), CorpusMaker.Corpus(spec, all), spec);
        var detector = Assert.IsType<IWindowDetector>(LoadedModel.Of(own).Detector, exactMatch: false);

        // The same hours again, and in each a host that tries many addresses.
        var scan = Enumerable.Range(0, 400).Select(
            i => FlowMaker.Flow(from: "10.0.1.3", to: $"172.16.0.{i % 90}", bytes: 1L << (i % 14)) with
            {
                Start = all[0].WindowStart.AddMinutes(i), SourcePort = 50_000, DestinationPort = 443 + (i % 3),
            });
        Conversation[] some =
        [
            .. ConversationBuilder.Build(
                flows.Concat(answers).Concat(scan).OrderBy(flow => flow.Start), ConversationOptions.Of(spec)),
        ];
        var (cancellation, random) = (TestContext.Current.CancellationToken, new Random(3));
        var usual = detector.Score(some, cancellation).Zip(some).ToDictionary(pair => pair.Second, pair => pair.First);
        Conversation[] mixed =
        [
            .. some.GroupBy(conversation => conversation.WindowStart)
                .SelectMany(window => window.OrderBy(_ => random.Next())),
        ];
        Assert.NotEqual(some, mixed);
        Same(mixed.Select(conversation => usual[conversation]), detector.Score(mixed, cancellation));
    }

    private static void Same(IEnumerable<ConversationScore> expected, IEnumerable<ConversationScore> actual)
    {
        Assert.Equal(expected.Select(score => score.Total), actual.Select(score => score.Total));
        Assert.Equal(expected.Select(score => score.Rates), actual.Select(score => score.Rates));
        Assert.Equal(expected.SelectMany(score => score.Evidence!), actual.SelectMany(score => score.Evidence!));
        Assert.Equal(expected.Select(score => Details(score).Ledger), actual.Select(score => Details(score).Ledger));
    }

    private static EnsembleDetails Details(ConversationScore score) => Assert.IsType<EnsembleDetails>(score.Facts);
}
