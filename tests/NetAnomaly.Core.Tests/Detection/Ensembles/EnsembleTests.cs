using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Tests.Support;
using NetAnomaly.Core.Training;

namespace NetAnomaly.Core.Tests.Detection.Ensembles;

public sealed class EnsembleTests : IDisposable
{
    private static readonly ModelSpec Spec = ModelPresets.Default(
        ModelArchitecture.Ensemble).Spec with { Name = "all" };
    private static readonly IReadOnlyList<Conversation> Office = ModelMaker.Office([.. Spec.Schemes]);
    private static readonly DateTime Later = FlowMaker.At("2011-08-18T10:00");
    private readonly ScratchFolder folder = new();
    private readonly AnomalyModel model = ModelMaker.Train(CorpusMaker.Corpus(Spec.Schemes, [], Office), Spec);

    public void Dispose()
    {
        model.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void An_ensemble_that_names_no_members_gets_those_that_count_by_host_and_window()
    {
        var members = ModelMembers.Of(model.Spec);
        Assert.Equal(3, members.Count);
        Assert.All(members, member => Assert.Equal(
            (ModelArchitecture.TokenFrequency, TokenCounting.SourceWindow),
            (member.Architecture, member.OptionsOf<FrequencyOptions>().CountBy)));
        Assert.Equal(Spec.Schemes, members[2].Schemes);
    }

    [Fact]
    public void A_host_that_calls_many_new_peers_stands_out_with_all_its_conversations_and_the_reason_says_so()
    {
        Conversation[] day = Hour(Scan("10.0.1.3", 60));
        var results = Score(model, day);
        var scan = results.Where(result => result.Labels.Contains("scan")).ToArray();
        Assert.Equal(60, scan.Length);
        Assert.True(scan.Min(result => result.Score) > results.Except(scan).Max(result => result.Score));
        Assert.All(
            scan, result =>
            {
                Assert.Matches("^(FanOut|NewDestinations|Together)$", result.Evidence.MaxBy(evidence => evidence.Share).Name);
                Assert.InRange(Kind(result, "NewDestinations").PValue, 0, 0.01);
                Assert.InRange(Kind(result, "FanOut").PValue, 0, 0.01);
            });
        Assert.Contains(
            "10.0.1.3 opened conversations with 60 hosts it never spoke with this hour", scan[0].Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Conversations_that_no_one_alone_betrays_are_strange_only_together()
    {
        // One flow of one size and port each, as the office has thousands of.
        var one = Score(model, Hour(Scan("10.0.1.3", 1))).Single(result => result.Labels.Contains("scan"));
        var many = Score(model, Hour(Scan("10.0.1.3", 60))).First(result => result.Labels.Contains("scan"));
        Assert.True(many.Score > one.Score + 1, $"{many.Score} {one.Score}");
    }

    [Fact]
    public void The_shares_of_evidence_add_up_to_one()
    {
        Assert.All(Score(model, Hour()), result =>
        {
            // Members, the hosts' conversations of both sides, and what the ledger adds.
            Assert.Equal(3 + 2 + 17, result.Evidence.Count);
            Assert.Equal(22, result.Evidence.Select(evidence => evidence.Name).Distinct().Count());
            Assert.Equal(1, result.Evidence.Sum(evidence => evidence.Share), 9);
            Assert.All(result.Evidence, evidence => Assert.InRange(evidence.PValue, 0, 1));
        });
    }

    [Fact]
    public void Members_and_surroundings_come_back_from_the_file_to_the_bit()
    {
        ModelFile.Save(model, folder.File("m.nam"), overwrite: false);
        using var loaded = ModelFile.Load(folder.File("m.nam"), ModelMaker.Registry);
        Conversation[] hour = Hour(Scan("10.0.1.3", 20));
        Assert.Equal(Score(model, hour).Select(Verdict), Score(loaded, hour).Select(Verdict));

        static (double, double, string, string) Verdict(AnomalyResult result) =>
            (result.Score, result.PValue, result.Reason, string.Join(';', result.Evidence));
    }

    [Fact]
    public void A_file_that_lacks_a_member_or_the_surroundings_is_refused()
    {
        ModelFile.Save(model, folder.File("m.nam"), overwrite: false);
        ZipSurgery.Remove(folder.File("m.nam"), "weights.safetensors");
        Assert.Throws<ModelFileException>(() => ModelFile.Load(folder.File("m.nam"), ModelMaker.Registry));

        ModelFile.Save(model, folder.File("n.nam"), overwrite: false);
        var manifest = ZipSurgery.Read(folder.File("n.nam"), "manifest.json");
        var at = manifest.LastIndexOf("\"members\":", StringComparison.Ordinal);
        ZipSurgery.Replace(folder.File("n.nam"), "manifest.json", manifest[..at] + "\"members\":[null]}");
        Assert.Throws<ModelFileException>(() => ModelFile.Load(folder.File("n.nam"), ModelMaker.Registry));
    }

    [Fact]
    public void A_stream_is_scored_window_by_window_in_its_order_whatever_the_size_of_a_window()
    {
        Conversation[] hours = [.. Hour(Scan("10.0.1.3", 700)), .. Hour(Scan("10.0.1.4", 3), Later.AddHours(1))];
        var streamed = new ThresholdScan(model, AnomalyThreshold.Default)
            .Score((IEnumerable<Conversation>)hours, TestContext.Current.CancellationToken).ToArray();
        Assert.Equal(hours, streamed.Select(result => result.Sequence));
        Assert.Equal(Score(model, hours).Select(result => result.Score), streamed.Select(result => result.Score));
    }

    [Fact]
    public void Normal_conversations_of_later_hours_seldom_have_small_p_values()
    {
        using var early = ModelMaker.Train(CorpusMaker.Corpus(Spec.Schemes, [], Office.Take(Office.Count / 2)), Spec);
        var results = Score(early, [.. Office.Skip(Office.Count / 2)]);
        Assert.InRange(results.Count(result => result.PValue <= 0.05) / (double)results.Count, 0, 0.1);
    }

    [Fact]
    public void The_same_training_gives_the_same_scores()
    {
        using var again = ModelMaker.Train(CorpusMaker.Corpus(Spec.Schemes, [], Office), Spec);
        Assert.Equal(
            Score(model, Hour()).Select(result => result.Score), Score(again, Hour()).Select(result => result.Score));
    }

    [Theory]
    [InlineData(FlowGrouping.DirectedDyad)]
    [InlineData(FlowGrouping.Source)]
    [InlineData(FlowGrouping.Destination)]
    [InlineData(FlowGrouping.Flow)]
    public void Every_grouping_can_be_learnt_and_scored(FlowGrouping groupBy)
    {
        var spec = Spec with { GroupBy = groupBy };
        Conversation[] sequences =
        [
            .. ConversationBuilder.Build(
                Office.Take(200).SelectMany(sequence => sequence.Flows), ConversationOptions.Of(spec)),
        ];
        using var trained = ModelMaker.Train(CorpusMaker.Corpus(spec.Schemes, [], sequences), spec);
        Assert.All(Score(trained, sequences), result => Assert.True(double.IsFinite(result.Score)));
    }

    [Fact]
    public void Members_must_fit_their_ensemble()
    {
        var member = ModelMembers.Of(ModelTrainer.New(Spec).Spec)[0];
        Refused(
            Spec with
            {
                Options = new EnsembleOptions { Members = [member with { Schemes = [TokenScheme.Duration] }] },
            });
        Refused(
            Spec with { Options = new EnsembleOptions { Members = [member with { Window = TimeSpan.FromHours(2) }] } });
        Refused(
            Spec with
            {
                Options = new EnsembleOptions
                {
                    Members = [Spec with { Options = new EnsembleOptions { Members = [member] } }],
                },
            });
        Refused(
            Spec with
            {
                Options = new EnsembleOptions
                {
                    Members = [(member with { Learning = LearningMode.Supervised }).As(ModelArchitecture.Clstm)],
                },
            });
        Refused(Spec with { Learning = LearningMode.Supervised });
        Refused(ModelMaker.Spec with { Options = new EnsembleOptions { Members = [member] } });

        static void Refused(ModelSpec spec) => Assert.Throws<ArgumentException>(() => ModelTrainer.New(spec));
    }

    private static Evidence Kind(AnomalyResult result, string name) =>
        result.Evidence.Single(evidence => evidence.Name == name);

    private static IReadOnlyList<AnomalyResult> Score(AnomalyModel model, Conversation[] sequences) =>
        new ThresholdScan(model, AnomalyThreshold.Default).Score(sequences, TestContext.Current.CancellationToken);

    private static IEnumerable<FlowRecord> Scan(string from, int peers) => Enumerable.Range(0, peers).Select(i =>
        FlowMaker.Flow(from: from, to: $"172.16.{i / 250}.{i % 250}", bytes: 1000, label: "scan") with
        {
            SourcePort = 50_000, DestinationPort = 443, State = "SF",
        });

    // An hour of the office, some days later, with other flows beside.
    private static Conversation[] Hour(IEnumerable<FlowRecord>? beside = null, DateTime? start = null)
    {
        var hour = start ?? Later;
        var from = Office[0].WindowStart;
        var usual = Office.Where(sequence => sequence.WindowStart == from.AddHours(10))
            .SelectMany(sequence => sequence.Flows).Select(
                flow => flow with { Start = hour + (flow.Start - from.AddHours(10)) });
        var others = (beside ?? []).Select((flow, i) => flow with { Start = hour.AddSeconds(i) });
        return
        [
            .. ConversationBuilder.Build(
                usual.Concat(others).OrderBy(flow => flow.Start), ConversationOptions.Of(Spec)),
        ];
    }
}
