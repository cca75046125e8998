using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Incidents;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Services;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Services;

public sealed class ScanSessionTests : IDisposable
{
    private readonly FlowRecord[] flows =
    [
        .. ModelMaker.Office().SelectMany(conversation => conversation.Flows).OrderBy(flow => flow.Start),
    ];
    private readonly AnomalyModel model = ModelMaker.Train(CorpusMaker.Corpus(ModelMaker.Office()));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(2048)]
    public void A_scan_of_flows_in_pieces_gives_the_results_of_their_conversations(int size)
    {
        var expected = new ThresholdScan(model, new AnomalyThreshold { MaxPValue = 0.05 })
            .Score(ConversationBuilder.Build(flows, ConversationOptions.Of(model.Spec)), Token);
        Assert.Equal(Verdicts(expected), Verdicts(Scan(Session(0.05), size)));
    }

    [Fact]
    public void A_scan_of_conversations_gives_the_same_results()
    {
        var session = Session(0.05);
        var conversations = ConversationBuilder.Build(flows, ConversationOptions.Of(model.Spec)).ToArray();
        var reports = conversations.SelectMany(conversation => session.Add(conversation, Token)).ToList();
        reports.AddRange(session.Complete(Token));
        Assert.Equal(Verdicts(Scan(Session(0.05), 100)), Verdicts(reports.SelectMany(report => report.Results)));
    }

    [Fact]
    public void A_report_holds_results_of_one_window()
    {
        var session = Session(0.05);
        var reports = Reports(session, 100);
        Assert.All(
            reports, report => Assert.All(report.Results, result => Assert.Equal(report.Start, result.WindowStart)));
        Assert.Equal(48, reports.Select(report => report.Start).Distinct().Count());
    }

    [Fact]
    public void Windows_that_are_said_to_be_over_are_decided_without_waiting_for_flows()
    {
        var session = Session(0.05);
        var first = flows.Where(flow => flow.Start < flows[0].Start.Date.AddHours(1)).ToArray();
        Assert.Empty(session.Add(first, Token));
        Assert.Empty(session.AdvanceTo(flows[0].Start.Date.AddMinutes(59), Token));
        var report = Assert.Single(session.AdvanceTo(flows[0].Start.Date.AddHours(1), Token));
        Assert.Equal(first.Length, report.Results.Sum(result => result.FlowCount));
    }

    [Fact]
    public void Incidents_are_those_of_the_results()
    {
        var request = new ScanRequest(model, AlertPolicyOptions.Of(null, 0.05))
        {
            Name = "night", IncidentGap = 1, AnomaliesOnly = true,
        };
        var session = new ScanSession(request);
        var reports = Reports(session, 500);
        var results = reports.SelectMany(report => report.Results).ToArray();
        Assert.NotEmpty(results);
        Assert.All(results, result => Assert.Equal(("night", true), (result.Scan, result.IsAnomaly)));
        Assert.Equal(
            IncidentBuilder.Of(results).Select(incident => (incident.Id, incident.Conversations)).Order(),
            reports.SelectMany(report => report.Incidents).Select(incident => (incident.Id, incident.Conversations))
                .Order());
    }

    [Fact]
    public void An_id_is_that_of_the_traffic_whatever_the_model_and_differs_between_scans_and_conversations()
    {
        using var other = ModelMaker.Train(
            CorpusMaker.Corpus(ModelMaker.Office().Take(50)), ModelMaker.Spec with { Name = "other" });
        var ids = Scan(Session(0.05), 100).Select(result => result.Id).ToArray();
        Assert.Equal(
            ids,
            Scan(new ScanSession(new ScanRequest(other, AlertPolicyOptions.Of(null, 0.05))), 2048)
                .Select(result => result.Id));
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Empty(
            ids.Intersect(
                Scan(new ScanSession(new ScanRequest(model, AlertPolicyOptions.Of(null, 0.05)) { Name = "other" }), 100)
                    .Select(result => result.Id)));
    }

    [Fact]
    public void A_conversation_that_does_not_fit_is_named()
    {
        var odd = SequenceMaker.Sequence(new ConversationOptions { GroupBy = FlowGrouping.Source }, FlowMaker.Flow());
        Assert.Same(odd, Assert.Throws<ConversationMismatchException>(() =>
        {
            var session = Session(0.05);
            session.Add(odd, Token);
            session.Complete(Token);
        }).Conversation);
    }

    [Fact]
    public void A_clock_tells_when_the_builder_closes_a_window()
    {
        var options = ConversationOptions.Of(model.Spec);
        var (builder, clock) = (new ConversationBuilder(options), new WindowClock(options));
        foreach (var flow in flows)
        {
            var passes = clock.Passes(flow);
            if (builder.Add(flow).Count > 0) Assert.True(passes);
        }
    }

    public void Dispose() => model.Dispose();

    private static (DateTime, string?, string?, double, Verdict)[] Verdicts(IEnumerable<AnomalyResult> results) =>
        [
            .. results.Select(
                result => (
                    result.WindowStart, result.SourceAddress, result.DestinationAddress, result.Score, result.Verdict)),
        ];

    private ScanSession Session(double maxPValue) =>
        new(new ScanRequest(model, AlertPolicyOptions.Of(null, maxPValue)));

    private List<WindowReport> Reports(ScanSession session, int size)
    {
        var reports = new List<WindowReport>();
        foreach (var some in flows.Chunk(size)) reports.AddRange(session.Add(some, Token));
        reports.AddRange(session.Complete(Token));
        return reports;
    }

    private List<AnomalyResult> Scan(ScanSession session, int size) =>
        [.. Reports(session, size).SelectMany(report => report.Results)];
}
