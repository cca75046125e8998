using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Services;
using NetAnomaly.Flows;
using NetAnomaly.Operations.Retraining;
using NetAnomaly.Operations.State;
using NetAnomaly.Operations.Suppressions;
using NetAnomaly.Operations.Tests.Nightly;

namespace NetAnomaly.Operations.Tests.Retraining;

/// <summary>The office of seven nights: four to train on, with attacks on the third, and three to compare.</summary>
public sealed class ModelRetrainingTests : IClassFixture<Office>, IDisposable
{
    private readonly ScratchFolder folder = new();
    private readonly Office office;
    private readonly ExportIndex exports;
    private readonly RetrainingRange range;

    public ModelRetrainingTests(Office office)
    {
        this.office = office;
        for (var night = 0; night < Office.Nights; night++) office.Write(folder.Path, night);
        exports = ExportIndex.Of(
            Office.Exports(folder.Path), new FlowReadOptions(), office.Model.Spec.Window,
            TestContext.Current.CancellationToken);
        range = RetrainingRange.Of(exports, 14, 3)!;
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_nights_that_are_compared_are_no_part_of_training()
    {
        Assert.Equal((range.Until.AddDays(-3), office.First), (range.Split, range.From.Date));
        Assert.Equal(range.Split.AddDays(-2), RetrainingRange.Of(exports, 2, 3)!.From);
        Assert.Null(RetrainingRange.Of(exports, 14, 8));
    }

    [Fact]
    public async Task What_was_marked_as_true_or_is_suspected_is_left_out()
    {
        var attack = await MarkAsync();
        var all = await CountAsync(new RetrainingOptions("office.nam"));
        var (known, marked) = Marked();
        Assert.Empty(all.LeftOut);

        var without = await CountAsync(new RetrainingOptions("office.nam") { Marked = marked });
        var counts = without.LeftOut.ToDictionary(count => count.Reason, count => count.Conversations);
        Assert.Equal(attack.Conversations, counts[LeftOutReason.MarkedTrue]);
        var suspected = known.Where(incident =>
            incident is { Status: IncidentStatus.Raised, Feedback: null } && incident.Start < range.Split);
        Assert.Equal(suspected.Sum(incident => incident.Conversations), counts[LeftOutReason.Suspected]);
        Assert.True(counts[LeftOutReason.Suspected] > 0);
        Assert.Equal(all.Conversations - counts.Values.Sum(), without.Conversations);

        var kept = await CountAsync(new RetrainingOptions("office.nam") { Marked = marked, KeepSuspected = true });
        Assert.Equal([new LeftOutCount(LeftOutReason.MarkedTrue, attack.Conversations)], kept.LeftOut);
    }

    [Fact]
    public async Task What_a_suppression_described_at_the_time_is_left_out()
    {
        var host = office.Night(0).First().SourceAddress!;
        var opened = ConversationBuilder.Build(
            Enumerable.Range(0, Office.Nights).SelectMany(office.Night).Where(flow => flow.Start < range.Split)
                .OrderBy(flow => flow.Start),
            ConversationOptions.Of(office.Model.Spec)).Where(one => one.SourceAddress == host).ToArray();
        Assert.Equal(opened.Length, await SuppressedAsync(range.Until));
        var middle = range.From.Date.AddDays(2);
        Assert.Equal(opened.Count(one => one.WindowStart < middle), await SuppressedAsync(middle));

        async Task<long> SuppressedAsync(DateTime expires)
        {
            var suppression = new AnomalySuppression
            {
                Id = "known", Reason = "known", Author = "ada", Created = range.From.AddDays(-1), Expires = expires,
                Host = host,
            };
            var rules = new ComparisonRules { Suppressions = new SuppressionList([suppression]) };
            var (_, leftOut) = await CountAsync(new RetrainingOptions("office.nam") { Comparison = rules });
            return Assert.Single(leftOut, count => count.Reason == LeftOutReason.Suppressed).Conversations;
        }
    }

    [Fact]
    public async Task The_same_model_raises_the_same_incidents()
    {
        var scan = await NightsScan.RunAsync(
            office.Model, exports, office.First, range.Until, new ComparisonRules(),
            TestContext.Current.CancellationToken);
        Assert.NotEmpty(scan.Incidents);
        var comparison = ModelComparer.Compare(("a", scan), ("b", scan), office.First, range.Until, []);
        Assert.All(comparison.Incidents, row => Assert.Equal(row.ReferenceRank, row.DifferenceRank));
        Assert.Equal(comparison.Incidents.Count, comparison.Both.Count);
        Assert.Equal(Office.Nights, comparison.Days.Count);
    }

    [Fact]
    public async Task A_model_is_trained_again_compared_and_replaced()
    {
        var path = folder.File("office.nam");
        ModelFile.Save(office.Model, path, overwrite: false);
        await MarkAsync();
        var (known, marked) = Marked();
        var options = new RetrainingOptions(path)
        {
            Marked = marked, Comparison = new ComparisonRules { Marked = known }, Force = true,
        };
        var retraining = new ModelRetraining(office.Model, exports, range, options);
        var update = await TrainAsync(retraining, path);
        Assert.True(update.IsReplaced);
        var (old, now) = (ModelFile.Describe(update.PreviousPath!), ModelFile.Describe(path));
        Assert.Equal((range.Split, office.Model.Spec.Seed), (now.Provenance!.To, now.Spec.Seed));
        Assert.Equal(office.Model.Provenance!.DataHash, old.Provenance!.DataHash);
        Assert.Equal(update.Conversations, now.Conversations);
        Assert.Equal(3, update.Comparison.Days.Count);
        Assert.Contains(update.Warnings, warning => warning.Contains("not of 14", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Flows_of_marked_incidents_get_labels_and_others_keep_theirs()
    {
        var attack = await MarkAsync();
        var labels = new FeedbackLabels(Marked().Marked);
        FlowRecord[] all = [.. Enumerable.Range(0, Office.Nights).SelectMany(office.Night)];
        FlowRecord[] told = [.. all.Select(labels.Label)];
        var changed = all.Zip(told).Where(pair => pair.First != pair.Second).ToArray();
        Assert.Equal(attack.Flows, labels.Attacks);
        Assert.Equal(0, labels.Normals);
        Assert.All(
            changed, pair =>
            {
                Assert.Equal(FeedbackLabels.Attack, pair.Second.Label);
                Assert.Contains(attack.Host, new[] { pair.First.SourceAddress, pair.First.DestinationAddress });
                Assert.InRange(pair.First.Start, attack.Start, attack.End);
            });

        using (var store = StateStore.OpenExisting(folder.File("state.db")))
            store.Keep(new AnomalyFeedback(attack.Id, FeedbackMark.Wrong, "ada", DateTime.UtcNow));
        labels = new FeedbackLabels(Marked().Marked);
        Assert.All(changed, pair => Assert.Equal(FeedbackLabels.Normal, labels.Label(pair.First).Label));
    }

    private async Task<AnomalyIncident> MarkAsync()
    {
        await office.RunAsync(folder.Path);
        using var store = StateStore.OpenExisting(folder.File("state.db"));
        var attack = store.Seen(long.MinValue).First(
            incident => incident.Status == IncidentStatus.Raised && incident.End <= range.Split
                && incident.Labels.Any(label => Enum.TryParse<SampleAttack>(label, out _)));
        store.Keep(new AnomalyFeedback(attack.Id, FeedbackMark.True, "ada", DateTime.UtcNow));
        return attack;
    }

    private (IReadOnlyList<AnomalyIncident> Known, MarkedConversations Marked) Marked()
    {
        using var store = StateStore.OpenExisting(folder.File("state.db"));
        return (store.Seen(long.MinValue), MarkedConversations.Of(store, range.From.Ticks, range.Split.Ticks));
    }

    private async Task<(long Conversations, IReadOnlyList<LeftOutCount> LeftOut)> CountAsync(RetrainingOptions options)
    {
        var retraining = new ModelRetraining(office.Model, exports, range, options);
        var table = await retraining.GatherAsync(null, TestContext.Current.CancellationToken);
        return (table.Count, retraining.LeftOut);
    }

    private static async Task<ModelUpdate> TrainAsync(ModelRetraining retraining, string path)
    {
        var token = TestContext.Current.CancellationToken;
        var table = await retraining.GatherAsync(null, token);
        var outcome = TrainingService.Train(
            new DetectorRegistry(CoreDetectors.Providers), retraining.Request, table, null, token);
        using var trained = outcome.Model;
        var update = await retraining.CompareAsync(outcome, token);
        Assert.Equal(path, update.Path);
        return retraining.Replace(update, trained, DateTime.UtcNow);
    }
}
