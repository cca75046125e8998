using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Services;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.ModelFiles;

public sealed class ScanStateFileTests : IDisposable
{
    private static readonly ModelSpec Spec = ModelPresets.Default(ModelArchitecture.Ensemble).Spec;
    private static readonly IReadOnlyList<Conversation> Office = ModelMaker.Office([.. Spec.Schemes]);
    private readonly ScratchFolder folder = new();
    private readonly AnomalyModel model = Train();

    private static DateTime Cut => Office[^1].WindowStart.AddHours(-12);

    private string Path => folder.File("office.state");

    public void Dispose()
    {
        model.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Two_nights_with_a_memory_between_them_are_scored_as_if_they_were_one_scan()
    {
        Conversation[] both =
        [
            .. Office.SkipWhile(one => one.WindowStart < Cut).Concat(NewPair()).OrderBy(one => one.WindowStart),
        ];
        var middle = Cut.AddHours(6);
        var together = Scan(new EvidenceState(), both);
        var first = new EvidenceState();
        _ = Scan(first, both.TakeWhile(one => one.WindowStart < middle));
        ScanStateFile.Save(first, model, Path);
        var second = Scan(ScanStateFile.Load(Path, model), both.SkipWhile(one => one.WindowStart < middle));
        Assert.Equal(
            together.Where(one => one.WindowStart >= middle).Select(one => (one.Id, one.Score, one.ExpectedPerDay)),
            second.Select(one => (one.Id, one.Score, one.ExpectedPerDay)));
        // So that the test could fail.
        var without = Scan(new EvidenceState(), both.SkipWhile(one => one.WindowStart < middle));
        Assert.NotEqual(second.Select(one => one.Score), without.Select(one => one.Score));
    }

    [Fact]
    public void A_memory_that_was_kept_is_the_same_to_the_bit_and_small()
    {
        var state = new EvidenceState();
        _ = Scan(state, Office.SkipWhile(one => one.WindowStart < Cut));
        ScanStateFile.Save(state, model, Path);
        var loaded = ScanStateFile.Load(Path, model);
        Assert.Equal((state.Latest, state.Windows), (loaded.Latest, loaded.Windows));
        foreach (var (one, other) in new[]
        {
            (state.Pairs, loaded.Pairs), (state.Clients, loaded.Clients), (state.Servers, loaded.Servers),
        })
        {
            Assert.NotEmpty(one);
            Assert.Equal(one.OrderBy(pair => pair.Key), other.OrderBy(pair => pair.Key));
        }

        var subjects = state.Pairs.Count + state.Clients.Count + state.Servers.Count;
        Assert.InRange(new FileInfo(Path).Length, 84L * subjects, (84L * subjects) + 8192);
    }

    [Fact]
    public void Windows_that_were_judged_before_are_refused_and_nothing_is_counted_twice()
    {
        var state = new EvidenceState();
        Conversation[] some = [.. Office.SkipWhile(one => one.WindowStart < Cut)];
        _ = Scan(state, some);
        var cause = Assert.Throws<ScanStateException>(() => Scan(state, some));
        Assert.Contains($"{some[^1].WindowStart:yyyy-MM-dd HH:mm}Z", cause.Message, StringComparison.Ordinal);
        Assert.NotEmpty(cause.Remedy);
    }

    [Fact]
    public void The_memory_of_another_training_is_refused()
    {
        ScanStateFile.Save(new EvidenceState(), model, Path);
        using var other = Train();
        Assert.Contains(
            "trained again", Assert.Throws<ScanStateException>(() => ScanStateFile.Load(Path, other)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(300)]
    public void A_file_that_is_cut_off_is_refused_with_a_remedy(int length)
    {
        ScanStateFile.Save(new EvidenceState(), model, Path);
        File.WriteAllBytes(Path, File.ReadAllBytes(Path)[..length]);
        var cause = Assert.Throws<ScanStateException>(() => ScanStateFile.Load(Path, model));
        Assert.Contains("damaged", cause.Message, StringComparison.Ordinal);
        Assert.Contains("Delete it", cause.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_byte_that_is_changed_is_refused_or_read_as_a_memory_that_can_be()
    {
        var state = new EvidenceState();
        _ = Scan(state, Office.SkipWhile(one => one.WindowStart < Cut).Take(20));
        ScanStateFile.Save(state, model, Path);
        var whole = File.ReadAllBytes(Path);
        var random = new Random(5);
        for (var turn = 0; turn < 400; turn++)
        {
            byte[] changed = [.. whole];
            changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(Path, changed);
            try
            {
                var loaded = ScanStateFile.Load(Path, model);
                Assert.All(loaded.Pairs.Values, pair => Assert.True(double.IsFinite(pair.Ledger) && pair.Ledger >= 0));
            }
            catch (ScanStateException cause)
            {
                Assert.NotEmpty(cause.Remedy);
            }
        }
    }

    [Fact]
    public void A_folder_that_is_not_there_cannot_be_written_to() =>
        Assert.Throws<ScanStateException>(
            () => ScanStateFile.Save(new EvidenceState(), model, folder.File("none/office.state")));

    // A host that training knew calls one that it did not in every hour.
    private static IEnumerable<Conversation> NewPair() => ConversationBuilder.Build(
        Enumerable.Range(0, 12).Select(hour => FlowMaker.Flow("10:00", Office[0].SourceAddress!, "198.51.100.9") with
        {
            Start = Cut.AddHours(hour).AddMinutes(7), SourcePort = 50_000, DestinationPort = 443,
        }), ConversationOptions.Of(Spec));

    private static AnomalyModel Train() => ModelMaker.Train(
        new DetectorRegistry(CoreDetectors.Providers),
        CorpusMaker.Corpus(Spec, Office.TakeWhile(one => one.WindowStart < Cut)), Spec);

    private List<AnomalyResult> Scan(EvidenceState state, IEnumerable<Conversation> conversations)
    {
        var policy = AlertPolicyOptions.Of(AnomalyThreshold.Default);
        var session = new ScanSession(new ScanRequest(model, policy) { State = state });
        var reports = conversations.SelectMany(
            one => session.Add(one, TestContext.Current.CancellationToken)).ToList();
        reports.AddRange(session.Complete(TestContext.Current.CancellationToken));
        return [.. reports.SelectMany(report => report.Results)];
    }
}
