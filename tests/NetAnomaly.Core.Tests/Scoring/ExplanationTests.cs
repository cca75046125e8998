using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Detectors.Ensemble;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Tests.Detection.Vectors;
using NetAnomaly.Core.Tests.Support;
using static NetAnomaly.Core.Tests.Support.FlowMaker;
using static NetAnomaly.Core.Tests.Support.SequenceMaker;

namespace NetAnomaly.Core.Tests.Scoring;

/// <summary>Explanations name the flows that matter, what was expected, and read as sentences.</summary>
public sealed class ExplanationTests
{
    private static readonly TokenScheme[] Schemes = [TokenScheme.ProtoByte, TokenScheme.ServicePort, TokenScheme.State];
    private static readonly ConversationOptions Options = new() { Schemes = Schemes };
    private static AnomalyModel Model => ModelMaker.Train(
        CorpusMaker.Corpus(Schemes, [], ModelMaker.Office(Schemes)), ModelMaker.Spec with { Schemes = Schemes });

    [Fact]
    public void Of_many_usual_flows_and_a_few_strange_ones_the_strange_are_named()
    {
        // A hundred usual flows have more surprisal in all than three that were never seen.
        FlowRecord[] flows =
        [
            .. Usual(100),
            .. Enumerable.Range(0, 3).Select(i => Flow($"10:50:0{i}") with { DestinationPort = 22, State = "SF" }),
        ];
        var cause = Explain(flows).Causes[0];

        Assert.Equal(("ServicePort", "22", 3), (cause.Factor, cause.Word, cause.Flows.Count));
        Assert.All(cause.Flows, flow => Assert.Equal(22, flow.DestinationPort));
        Assert.Equal("3 of 103 flows on port 22", cause.Meaning);
        Assert.InRange(cause.Excess, 1, cause.Surprisal);
    }

    [Fact]
    public void Taking_the_named_flows_away_lowers_the_score_more_than_taking_others()
    {
        FlowRecord[] flows =
        [
            .. Usual(20),
            .. Enumerable.Range(0, 3).Select(
                i => Flow($"10:50:0{i}", bytes: 1L << 40) with { DestinationPort = 22, State = "S0" }),
        ];
        var whole = Score(flows);
        var named = whole.Explanation!.Causes[0].Flows.ToHashSet();
        var without = Score([.. flows.Where(flow => !named.Contains(flow))]);
        var others = Score([.. flows.Skip(named.Count)]);

        Assert.True(without.Score < whole.Score - 1, $"{without.Score} {whole.Score}");
        Assert.True(without.Score < others.Score);
    }

    [Fact]
    public void The_words_that_were_expected_are_those_that_training_used_most_with_their_shares()
    {
        var expected = Explain(Flow() with { DestinationPort = 22, State = "SF" }).Causes[0].Expected;

        Assert.Equal(["443", "53", "80"], expected.Select(word => word.Word).Order(StringComparer.Ordinal));
        Assert.Equal("443", expected[0].Word);
        Assert.InRange(expected[0].Probability, 0.4, 0.6);
        Assert.Equal(expected.OrderByDescending(word => word.Probability), expected);
    }

    [Fact]
    public void The_sentence_says_who_when_what_and_how_rare()
    {
        var sentence = Explain(
            [
                .. Enumerable.Range(0, 62).Select(
                    i =>
                        Flow($"14:00:{i % 60:00}", "10.0.3.7", "10.0.9.2") with { DestinationPort = 22, State = "SF" }),
            ]).Sentence;

        Assert.StartsWith(
            "10.0.3.7 -> 10.0.9.2, 2011-08-16 14:00Z: 62 flows on port 22; never seen in training; ", sentence,
            StringComparison.Ordinal);
        Assert.EndsWith(" normal conversations scores as high", sentence, StringComparison.Ordinal);
        Assert.Contains("; none of ", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_usual_conversation_is_said_to_be_usual() =>
        Assert.EndsWith(
            "% of normal conversations score as high", Explain([.. Usual(3)]).Sentence, StringComparison.Ordinal);

    [Fact]
    public void Flows_to_many_ports_are_told_by_their_number()
    {
        var sentence = Explain(
            [
                .. Enumerable.Range(1, 40).Select(
                    i => Flow("14:00:00") with { DestinationPort = 1000 + i, State = "S0" }),
            ]).Sentence;

        Assert.Contains(
            ": 40 flows on 40 ports, ending in state S0; never seen in training;", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Flows_without_addresses_or_times_are_explained_all_the_same()
    {
        var options = Options with { GroupBy = FlowGrouping.Flow };
        var spec = ModelMaker.Spec with { Schemes = Schemes, GroupBy = FlowGrouping.Flow };
        using var model = ModelMaker.Train(
            CorpusMaker.Corpus(Schemes, [], ConversationBuilder.Build(Usual(30), options)), spec);
        var bare = Flow(from: "-", to: "-") with { Start = DateTime.UnixEpoch, DestinationPort = 22, State = "SF" };

        Assert.StartsWith(
            "1 flow on port 22; never seen", Score(model, Sequence(options, bare)).Explanation!.Sentence,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_explanation_is_made_once_and_kept_by_copies()
    {
        var result = Score([.. Usual(3)]);

        Assert.Same(result.Explanation, result.Explanation);
        Assert.Same(result.Explanation, (result with { Verdict = Verdict.Anomalous }).Explanation);
    }

    [Fact]
    public void An_ensemble_says_whether_the_two_ever_spoke_and_keeps_the_causes_of_the_words()
    {
        var spec = ModelPresets.Default(ModelArchitecture.Ensemble).Spec;
        var office = ModelMaker.Office([.. spec.Schemes]);
        using var model = ModelMaker.Train(CorpusMaker.Corpus(spec.Schemes, [], office), spec);
        var options = new ConversationOptions { Schemes = spec.Schemes };
        var strange = Score(
            model,
            Sequence(
                options,
                Flow("2011-08-18T10:00:00", "10.0.1.3", "10.0.9.9") with
                {
                    DestinationPort = 22, State = "S0",
                })).Explanation!;
        var known = Score(
            model, Sequence(options, office[0].Flows[0] with { Start = At("2011-08-18T10:00:00") })).Explanation!;

        Assert.Contains("; this pair has never spoken; ", strange.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("never spoken", known.Sentence, StringComparison.Ordinal);
        Assert.Contains(strange.Causes[0].Factor, new[] { "ServicePort", "State" });
        Assert.NotEmpty(strange.Causes[0].Expected);
    }

    [Fact]
    public void An_even_beacon_between_strangers_is_explained_by_its_timing()
    {
        var corpus = CorpusMaker.Corpus(Schemes, [], ModelMaker.Office(Schemes));
        var rows = ConversationSummaryBuilder.Of(corpus);
        var lead = new EnsembleMember(Model.Spec, LoadedModel.Of(Model).Detector, Schemes);
        var reasons = new EnsembleReasons(
            lead, EnsembleCombiner.Fit(rows, rows, [new double[rows.Length]]), TimeSpan.FromHours(1));
        var beacon = Sequence(
            Options,
            [
                .. Enumerable.Range(0, 50).Select(
                    i => Flow($"10:{i:00}:00") with { DestinationPort = 443, State = "SF" }),
            ]);
        var own = lead.Score([beacon], TestContext.Current.CancellationToken)[0];
        var insight = reasons.Explain(
            beacon,
            own with
            {
                Facts = new EnsembleDetails(
                    own, new ContextEvidence(ContextKind.Regularity, 9, 1, 1, 1, 1, IsNewPair: true), Ledger: null),
            });

        Assert.Equal(
            ("Timing", "every 60 s", 50),
            (insight.Causes[0].Factor, insight.Causes[0].Word, insight.Causes[0].Flows.Count));
        Assert.Equal("50 flows, one every 60 s", insight.Causes[0].Meaning);
        Assert.Equal(["this pair has never spoken"], insight.Clauses);
    }

    [Fact]
    public void A_detector_of_vectors_names_the_feature_and_the_nearest_reference_and_expects_no_words()
    {
        var spec = ModelMaker.Spec.As(ModelArchitecture.IsolationForest);
        var corpus = CorpusMaker.Corpus(spec, ConversationBuilder.Build(Usual(200), ConversationOptions.Of(spec)));
        using var model = ModelMaker.Train(VectorMaker.Registry(new SpreadFactory()), corpus, spec);
        var explanation = Score(
            model,
            Sequence(
                ConversationOptions.Of(spec),
                [
                    .. Usual(2), Flow("10:30", bytes: 900_000_000) with { DestinationPort = 80, State = "SF" },
                ])).Explanation!;

        var cause = Assert.Single(explanation.Causes);
        Assert.Equal(("bytes", 900_000_000), (cause.Factor, Assert.Single(cause.Flows).Bytes));
        Assert.Empty(cause.Expected);
        Assert.Equal("origin", explanation.Nearest);
        Assert.True(explanation.NearestDistance > 0);
        Assert.Contains(
            "1 of 3 flows with unusual bytes (900,000,000)", explanation.Sentence, StringComparison.Ordinal);
        Assert.Contains("; nearest is 'origin' at ", explanation.Sentence, StringComparison.Ordinal);
    }

    private static IEnumerable<FlowRecord> Usual(int count) =>
        Enumerable.Range(0, count).Select(
            i => Flow($"10:{i / 60 % 60:00}:{i % 60:00}", bytes: 100 + (i % 4 * 100)) with
            {
                DestinationPort = i % 2 == 0 ? 443 : 80, State = "SF",
            });

    private static AnomalyExplanation Explain(params FlowRecord[] flows) => Score(flows).Explanation!;

    private static AnomalyResult Score(FlowRecord[] flows) => Score(Model, Sequence(Options, flows));

    private static AnomalyResult Score(AnomalyModel model, Conversation sequence) =>
        Assert.Single(
            new ThresholdScan(model, AnomalyThreshold.Default)
                .Score([sequence], TestContext.Current.CancellationToken));
}
