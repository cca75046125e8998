using System.IO.Compression;
using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Tests.Support;
using NetAnomaly.Core.Training;
using NetAnomaly.Flows.Samples;

namespace NetAnomaly.Core.Tests.Training;

public sealed class TrainingReviewTests : IDisposable
{
    private const string Infected = "10.0.1.7";
    private const string Home = "198.51.100.9";
    private static readonly ModelSpec Ensemble = ModelPresets.Default(ModelArchitecture.Ensemble).Spec;
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_calls_home_all_through_training_is_the_first_to_look_at()
    {
        using var model = Train([.. ModelMaker.Office(), .. Beacon()]);
        var pair = Assert.Single(model.TrainingReview!.Pairs);
        Assert.Equal((Infected, Home, "443"), (pair.SourceAddress, pair.DestinationAddress, pair.Service));
        Assert.Equal((48, 48), (pair.Windows, pair.WindowsOfTraining));
        Assert.InRange(pair.Interval.TotalSeconds, 59, 61);
        Assert.True(pair.Regularity > 48 * 10, $"{pair.Regularity}");
        Assert.Equal("spoke in 48 of 48 windows, about every 60 s, on port 443", pair.Reason);
        Assert.Equal(61, model.TrainingReview.PairsJudged);
        Assert.Contains($"{Infected} - {Home}: {pair.Reason}", $"{model.TrainingReview}", StringComparison.Ordinal);
    }

    [Fact]
    public void Pairs_that_speak_now_and_then_are_not_listed()
    {
        using var model = Train(ModelMaker.Office());
        Assert.Empty(model.TrainingReview!.Pairs);
        Assert.True(model.TrainingReview.IsEmpty);
    }

    [Fact]
    public void Pairs_that_speak_often_and_at_random_are_behind_those_that_keep_time()
    {
        var random = new Random(3);
        var chatty = Conversations(
            Enumerable.Range(0, 2_880).Select(_ => random.NextDouble() * 48 * 3_600).Order(), "10.0.1.8", Home);
        using var model = Train([.. ModelMaker.Office(), .. chatty, .. Beacon()]);
        Assert.Equal(Infected, model.TrainingReview!.Pairs[0].SourceAddress);
        Assert.All(model.TrainingReview.Pairs.Skip(1), pair => Assert.True(
            pair.Regularity < model.TrainingReview.Pairs[0].Regularity / 10, $"{pair} {pair.Regularity}"));
    }

    [Fact]
    public void No_more_than_twenty_are_listed()
    {
        var beacons = Enumerable.Range(0, 30).SelectMany(n => Beacon($"10.0.3.{n}"));
        using var model = Train([.. ModelMaker.Office(), .. beacons]);
        Assert.Equal(TrainingReview.MostPairs, model.TrainingReview!.Pairs.Count);
        Assert.Equal(20, model.TrainingReview.Pairs.Select(pair => pair.SourceAddress).Distinct().Count());
    }

    [Fact]
    public void What_is_listed_can_be_left_out()
    {
        Conversation[] all = [.. ModelMaker.Office(), .. Beacon()];
        using var kept = Train(all);
        using var left = Train(all, new TrainingOptions { ExcludeReviewed = true });
        Assert.Equal((0, 48), (kept.TrainingReview!.Excluded, left.TrainingReview!.Excluded));
        Assert.Equal(48, left.Provenance!.ExcludedByReview);
        Assert.Equal(kept.Conversations - 48, left.Conversations);
        Assert.Equal(kept.TrainingReview.Pairs, left.TrainingReview.Pairs);
        Assert.Contains("48 conversations were left out", $"{left.TrainingReview}", StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_but_what_is_listed_is_nothing_to_train_on() => Assert.Throws<InvalidOperationException>(
        () => Train([.. Beacon()], new TrainingOptions { ExcludeReviewed = true }));

    [Fact]
    public void Conversations_of_one_address_have_no_pairs()
    {
        var options = new ConversationOptions { GroupBy = FlowGrouping.Source };
        var grouped = ConversationBuilder.Build(
            Beacon().SelectMany(conversation => conversation.Flows).OrderBy(flow => flow.Start), options);
        using var model = ModelMaker.Train(
            CorpusMaker.Corpus(grouped), ModelMaker.Spec with { GroupBy = FlowGrouping.Source });
        Assert.Equal(0, model.TrainingReview!.PairsJudged);
    }

    [Fact]
    public void A_model_file_keeps_no_address_of_it()
    {
        using var model = Train([.. ModelMaker.Office(), .. Beacon()]);
        var path = folder.File("office.nam");
        ModelFile.Save(model, path, overwrite: false);
        using var read = ModelFile.Load(path, ModelMaker.Registry);
        Assert.Null(read.TrainingReview);
        using var zip = ZipFile.OpenRead(path);
        Assert.All(zip.Entries, entry =>
        {
            using var text = new StreamReader(entry.Open());
            Assert.DoesNotContain(Home, text.ReadToEnd(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Who_was_forgotten_is_named_until_that_is_turned_off()
    {
        var flows = new SampleTraffic(
            new SampleTrafficOptions { Days = 2, Hosts = 4, Attacks = [SampleAttack.PortScan] }).Generate();
        var corpus = CorpusMaker.Corpus(
            Ensemble, ConversationBuilder.Build(flows, ConversationOptions.Of(Ensemble)));
        using var model = ModelMaker.Train(corpus, Ensemble);
        var review = model.TrainingReview!;
        Assert.InRange(review.Forgotten, 1, corpus.Count / 2);
        Assert.Equal(model.Provenance!.Trimmed, review.Forgotten);
        Assert.InRange(review.ForgottenSubjects.Count, 1, 5);
        Assert.InRange(review.ForgottenSubjects.Sum(one => one.Conversations), 1, review.Forgotten);
        Assert.Contains(
            $" ({review.ForgottenSubjects[0].Conversations})", $"{review}", StringComparison.Ordinal);

        using var wrong = ModelMaker.Train(corpus, Ensemble, new TrainingOptions { ExcludeReviewed = true });
        Assert.NotNull(LoadedModel.Of(model).CalibrationOfKept);
        Assert.Null(LoadedModel.Of(wrong).CalibrationOfKept);
        Assert.True(LoadedModel.Of(wrong).Calibration.Size < LoadedModel.Of(model).Calibration.Size);

        using var whole = ModelMaker.Train(corpus, Ensemble, new TrainingOptions { TrimPerDay = 0 });
        Assert.Equal((0, 0), (whole.TrainingReview!.Forgotten, whole.Provenance!.Trimmed));
        Assert.Empty(whole.TrainingReview.ForgottenSubjects);
        Assert.Equal(review.Pairs, whole.TrainingReview.Pairs);
    }

    [Fact]
    public void What_was_kept_is_remembered_in_the_file_and_judges_more_strictly()
    {
        var flows = new SampleTraffic(
            new SampleTrafficOptions { Days = 3, Hosts = 4, Attacks = [SampleAttack.PortScan], AttackDay = 2 })
            .Generate().ToLookup(flow => flow.Start < new DateTime(2026, 3, 4, 0, 0, 0, DateTimeKind.Utc));
        var options = ConversationOptions.Of(Ensemble);
        using var model = ModelMaker.Train(
            CorpusMaker.Corpus(Ensemble, ConversationBuilder.Build(flows[true], options)), Ensemble);
        var path = folder.File("kept.nam");
        ModelFile.Save(model, path, overwrite: false);
        using var loaded = ModelFile.Load(path, ModelMaker.Registry);
        Conversation[] day = [.. ConversationBuilder.Build(flows[false], options)];
        var (before, after) = (Score(model), Score(loaded));
        Assert.Equal(before.Select(one => one.PValueOfKept), after.Select(one => one.PValueOfKept));
        Assert.All(after, one => Assert.InRange(one.PValueOfKept!.Value, 0, 1));
        Assert.Contains(after, one => one.PValueOfKept < 0.9 * one.PValue);

        IReadOnlyList<AnomalyResult> Score(AnomalyModel own) =>
            new AnomalyScorer(own).Score(day, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_host_is_named_where_it_spoke_with_several_and_a_pair_where_it_did_not()
    {
        var corpus = CorpusMaker.Corpus(
        [
            .. Enumerable.Range(0, 5).Select(n => Conversation("10.0.1.1", $"10.0.2.{n}")),
            .. Enumerable.Range(0, 3).Select(n => Conversation($"10.0.1.{n + 2}", "10.0.2.9")),
            Conversation("10.0.1.8", "10.0.2.8"), Conversation("10.0.1.9", "10.0.2.1"),
        ]);
        Assert.Equal(
            [
                new ForgottenSubject(Subject.Host("10.0.1.1"), 5), new ForgottenSubject(Subject.Host("10.0.2.9"), 3),
                new ForgottenSubject(Subject.Pair("10.0.1.8", "10.0.2.8"), 1),
            ], ForgottenSubjects.Of(corpus, [0, 1, 2, 3, 4, 5, 6, 7, 8]));
        Assert.Empty(ForgottenSubjects.Of(corpus, []));

        static Conversation Conversation(string from, string to) =>
            SequenceMaker.Sequence(FlowMaker.Flow(from: from, to: to));
    }

    private static AnomalyModel Train(IEnumerable<Conversation> conversations, TrainingOptions? options = null) =>
        ModelMaker.Train(CorpusMaker.Corpus(conversations), options: options);

    // Every minute of two days, but for a second or two.
    private static IEnumerable<Conversation> Beacon(string from = Infected)
    {
        var random = new Random(2);
        return Conversations(
            Enumerable.Range(0, 2_880).Select(minute => (minute * 60) + (random.NextDouble() * 2)), from, Home);
    }

    private static IEnumerable<Conversation> Conversations(IEnumerable<double> seconds, string from, string to) =>
        ConversationBuilder.Build(
            seconds.Select(second => FlowMaker.Flow("00:00", from, to) with
            {
                Start = FlowMaker.At("00:00").AddSeconds(second), SourcePort = 50_000, DestinationPort = 443,
            }),
            new ConversationOptions());
}
