using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Tests.Support;
using NetAnomaly.Core.Training;
using static NetAnomaly.Core.Tests.Support.FlowMaker;
using static NetAnomaly.Core.Tests.Support.SequenceMaker;

namespace NetAnomaly.Core.Tests.Scoring;

public sealed class AnomalyScorerTests
{
    // 5 windows of 20 one-word conversations, the last held: t6 is usual, t9 happens, everything else is new.
    // Kept counts: t6 95, t9 5; N = 100, V = 3.
    private static AnomalyModel Model => ModelMaker.Train(CorpusMaker.Corpus(
        Enumerable.Range(0, 100).Select(
            i => OfWords($"{i / 20:00}:00", $"10.0.0.{i % 20}", null, i % 20 == 7 ? "t9" : "t6"))));

    [Fact]
    public void A_score_is_the_mean_surprisal_of_the_flows()
    {
        var result = Score(Sequence(Flow(bytes: 100), Flow(bytes: 600), Flow(bytes: 1_000_000)));
        Assert.Equal(-(Math.Log(96.0 / 103) + Math.Log(6.0 / 103) + Math.Log(1.0 / 103)) / 3, result.Score, 1e-6);
    }

    [Fact]
    public void A_verdict_follows_the_p_value()
    {
        // A hundred calibrate: 95 of t6, five of t9, all likelier than a word never seen.
        var threshold = new AnomalyThreshold { MaxPValue = 0.05 };
        var usual = Score(threshold, Sequence(Flow(bytes: 100)));
        var strange = Score(threshold, Sequence(Flow(bytes: 1_000_000)));
        Assert.Equal((false, true), (usual.IsAnomaly, strange.IsAnomaly));
        Assert.Equal(1, usual.PValue);
        Assert.Equal(1.0 / 101, strange.PValue);
    }

    [Fact]
    public void A_verdict_follows_the_score_where_that_is_asked_for()
    {
        Assert.True(Score(new AnomalyThreshold { MinScore = 2 }, Sequence(Flow(bytes: 600))).IsAnomaly);
        Assert.False(Score(new AnomalyThreshold { MinScore = 3 }, Sequence(Flow(bytes: 600))).IsAnomaly);
    }

    [Fact]
    public void A_result_carries_what_it_is_about()
    {
        var sequence = Sequence(Flow(label: "Botnet"), Flow(from: Bob, to: Alice), Flow(label: "Background"));
        var result = Score(sequence);
        Assert.Equal(At("10:00"), result.WindowStart);
        Assert.Equal((Alice, Bob, 3), (result.SourceAddress, result.DestinationAddress, result.FlowCount));
        Assert.Equal(["Botnet", "Background"], result.Labels);
        Assert.Equal("office", result.Model);
        Assert.Same(sequence, result.Sequence);
    }

    [Fact]
    public void The_flows_that_contributed_most_come_first_and_are_five_at_most()
    {
        var result = Score(Sequence(
            Flow(bytes: 100, line: 1), Flow(bytes: 1_000_000, line: 2), Flow(bytes: 100, line: 3),
            Flow(bytes: 600, line: 4), Flow(bytes: 100, line: 5), Flow(bytes: 0, line: 6)));
        Assert.Equal([2L, 6L, 4L, 1L, 3L], result.TopFlows.Select(flow => flow.Flow.Line));
        Assert.Equal(["t19", "t0", "t9", "t6", "t6"], result.TopFlows.Select(flow => flow.Word));
        Assert.Equal(Math.Log(103), result.TopFlows[0].Surprisal, 1e-6);
        Assert.All(result.TopFlows, flow => Assert.Equal("ProtoByte", flow.Factor));
        Assert.Single(Score(Sequence(Flow())).TopFlows);
    }

    [Fact]
    public void A_contribution_names_the_factor_that_surprised_most_and_adds_all_factors_up()
    {
        IReadOnlyList<TokenScheme> schemes = [TokenScheme.ProtoByte, TokenScheme.State];
        using var model = ModelMaker.Train(
            CorpusMaker.Corpus(schemes, [], OfFactors(schemes, ["t6", "t6", "t6", "t6"], ["SF", "SF", "SF", "S0"])),
            ModelMaker.Spec with { Schemes = schemes });
        var sequence = Sequence(new ConversationOptions { Schemes = schemes }, Flow(bytes: 100) with { State = "REJ" });
        var flow = Assert.Single(
            Assert.Single(Scorer(model).Score([sequence], TestContext.Current.CancellationToken)).TopFlows);
        Assert.Equal(("State", "REJ"), (flow.Factor, flow.Word));
        Assert.Equal(-Math.Log(5.0 / 6) - Math.Log(1.0 / 7), flow.Surprisal, 1e-6);
    }

    [Fact]
    public void The_largest_surprisal_is_the_score_where_the_model_wants_it()
    {
        using var model = ModelMaker.Train(
            CorpusMaker.OfWindows(4, 4, 4, 4, 4), ModelMaker.Spec with { Aggregate = ScoreAggregation.Max });
        var result = Assert.Single(
            Scorer(model).Score(
                [Sequence(Flow(bytes: 1), Flow(bytes: 600), Flow(bytes: 1))], TestContext.Current.CancellationToken));
        Assert.Equal(Math.Log(22), result.Score, 1e-6);
    }

    [Fact]
    public void Results_come_in_the_order_of_their_conversations_over_many_batches()
    {
        var random = new Random(3);
        Conversation[] sequences =
        [
            .. Enumerable.Range(0, (2 * IDetector.UsualBatch) + 5)
            .Select(i => Sequence(Flow(from: $"host{i}", bytes: random.Next(2_000)))),
        ];
        var streamed = Scorer(Model).Score((IEnumerable<Conversation>)sequences, TestContext.Current.CancellationToken)
            .ToArray();
        Assert.Equal(sequences, streamed.Select(result => result.Sequence));
        Assert.Equal(
            Scorer(Model).Score(sequences, TestContext.Current.CancellationToken).Select(result => result.Score),
            streamed.Select(result => result.Score));
    }

    [Fact]
    public void A_stream_is_read_no_further_than_its_results_are_wanted()
    {
        var read = 0;
        var sequences = Enumerable.Range(0, 10 * IDetector.UsualBatch).Select(_ =>
        {
            read++;
            return Sequence(Flow());
        });
        Assert.Equal(5, Scorer(Model).Score(sequences, TestContext.Current.CancellationToken).Take(5).Count());
        Assert.Equal(IDetector.UsualBatch, read);
    }

    [Fact]
    public void No_conversations_give_no_results() =>
        Assert.Empty(Scorer(Model).Score([], TestContext.Current.CancellationToken));

    [Fact]
    public void A_conversation_of_other_schemes_is_refused_and_both_are_named()
    {
        var sequence = Sequence(new ConversationOptions { Schemes = [TokenScheme.ServicePort] }, Flow());
        var error = Assert.Throws<ConversationMismatchException>(() => Score(sequence));
        Assert.Contains(
            "10.0.0.1 <-> 10.0.0.2: 1 flow was made with ServicePort by Dyad", error.Message, StringComparison.Ordinal);
        Assert.Contains("'office' wants ProtoByte by Dyad", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_conversation_of_another_grouping_is_refused() =>
        Assert.Throws<ConversationMismatchException>(
            () => Score(Sequence(new ConversationOptions { GroupBy = FlowGrouping.Source }, Flow())));

    [Fact]
    public void Scoring_stops_when_it_is_cancelled() =>
        Assert.Throws<OperationCanceledException>(
            () => Scorer(Model).Score([Sequence(Flow())], new CancellationToken(canceled: true)));

    [Fact]
    public void Scoring_a_stream_stops_when_it_is_cancelled_on_the_way()
    {
        using var source = new CancellationTokenSource();
        var results = Scorer(Model).Score(Enumerable.Repeat(Sequence(Flow()), 10 * IDetector.UsualBatch), source.Token);
        var seen = 0;
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var result in results)
            {
                seen++;
                source.Cancel();
            }
        });
        Assert.Equal(IDetector.UsualBatch, seen);
    }

    [Fact]
    public void A_model_that_is_not_trained_cannot_score()
    {
        using var untrained = ModelTrainer.New(ModelMaker.Spec);
        var error = Assert.Throws<InvalidOperationException>(() => Scorer(untrained));
        Assert.Contains("'office' has not been trained", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_was_disposed_cannot_score_but_tells_what_it_is()
    {
        var model = ModelMaker.Train(CorpusMaker.OfWindows(5));
        Assert.True(model.IsLoaded);
        model.Dispose();
        model.Dispose();
        Assert.False(model.IsLoaded);
        Assert.Equal("office (TokenFrequency, trained)", model.ToString());
        Assert.Contains(
            "Import it again", Assert.Throws<InvalidOperationException>(() => Scorer(model)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_threads_score_alike()
    {
        var scorer = Scorer(Model);
        Conversation[] sequences = [.. Enumerable.Range(0, 200).Select(i => Sequence(Flow(bytes: i * 37)))];
        var expected = scorer.Score(sequences, TestContext.Current.CancellationToken)
            .Select(result => (result.Score, result.Reason)).ToArray();
        var runs = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => scorer.Score(sequences, CancellationToken.None))));
        Assert.All(runs, run => Assert.Equal(expected, run.Select(result => (result.Score, result.Reason))));
    }

    [Fact]
    public void A_result_reads_as_one_line()
    {
        var line = Score(new AnomalyThreshold { MaxPValue = 0.05 }, Sequence(Flow(bytes: 1_000_000))).ToString();
        Assert.Equal(
            "2011-08-16 10:00Z 10.0.0.1 - 10.0.0.2 score 4.63 p 0.0099 ANOMALY: its only flow is tcp of 512 to 1024 "
                + "kB: never seen in training; 4.6 nats", line);
    }

    private static ThresholdScan Scorer(AnomalyModel model) => new(model, AnomalyThreshold.Default);

    private static AnomalyResult Score(Conversation sequence) => Score(AnomalyThreshold.Default, sequence);

    private static AnomalyResult Score(AnomalyThreshold threshold, Conversation sequence) =>
        Assert.Single(new ThresholdScan(Model, threshold).Score([sequence], TestContext.Current.CancellationToken));
}
