using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Services;
using NetAnomaly.Core.Tests.Support;
using NetAnomaly.Flows.Mapping;
using NetAnomaly.Flows.Samples;

namespace NetAnomaly.Core.Tests.Services;

public sealed class ChangingNetworkTests(ChangingNetworkTests.SmallOffice office)
    : IClassFixture<ChangingNetworkTests.SmallOffice>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Five_quiet_days_say_nothing_of_training()
    {
        var (_, summary) = Scan(office.Later);
        Assert.Null(summary.Advice);
        Assert.Null(ScanWarnings.Drift(summary));
        Assert.Equal(5, summary.Drift.Count);
        Assert.Equal(summary.Conversations, summary.Drift.Sum(day => day.Conversations));
        Assert.InRange(summary.UnknownHosts!.ClientShare, 0, 0.3);
    }

    [Fact]
    public void When_all_clients_change_their_addresses_the_summary_says_to_train_again()
    {
        var (_, summary) = Scan(office.Later.Select(Move));
        Assert.Contains("Train again", summary.Advice, StringComparison.Ordinal);
        Assert.Equal(summary.Advice, ScanWarnings.Drift(summary));
        Assert.InRange(summary.UnknownHosts!.ClientShare, 0.5, 1);
        Assert.True(summary.UnknownHosts.Both <= Math.Min(summary.UnknownHosts.Client, summary.UnknownHosts.Server));
        Assert.All(summary.Drift, day => Assert.InRange(day.WidespreadShare, 0.05, 1));
    }

    [Fact]
    public void With_a_map_of_the_changes_all_is_as_if_nobody_had_moved_and_both_addresses_are_said()
    {
        var map = new HostMap(
            office.Clients.Select((client, i) => new HostMapRow(i + 1, client, Moved(client), null, null)));
        var renamer = new HostRenamer(map);
        var (expected, quiet) = Scan(office.Later);
        var (results, summary) = Scan(office.Later.Select(Move).Select(renamer.Rename));
        Assert.Equal(
            expected.Select(result => (result.Id, result.PValue)),
            results.Select(result => (result.Id, result.PValue)));
        Assert.Null(summary.Advice);
        Assert.Equal(quiet.UnknownHosts, summary.UnknownHosts);
        var renamed = results.Where(result => office.Clients.Contains(result.SourceAddress!)).ToArray();
        Assert.NotEmpty(renamed);
        Assert.All(renamed, result => Assert.Equal(Moved(result.SourceAddress!), result.ObservedSourceAddress));
        Assert.Contains(
            $"{renamed[0].SourceAddress} (seen as {renamed[0].ObservedSourceAddress})", $"{renamed[0]}",
            StringComparison.Ordinal);
        Assert.All(expected, result => Assert.Null(result.ObservedSourceAddress));
    }

    [Fact]
    public void A_day_of_attacks_is_no_changed_network()
    {
        var traffic = new SampleTraffic(
            new SampleTrafficOptions { Days = 6, Hosts = 5, Attacks = Enum.GetValues<SampleAttack>() });
        var (_, summary) = Scan(traffic.Generate().Where(flow => flow.Start >= office.Cut));
        var day = Assert.Single(summary.Drift);
        Assert.True(day.StrangeShare > 0.05, $"{day}");
        Assert.True(day.WidespreadShare < 0.05, $"{day}");
        Assert.Null(summary.Advice);
    }

    [Fact]
    public void A_model_without_a_ledger_knows_no_hosts()
    {
        using var model = ModelMaker.Train(CorpusMaker.Corpus(ModelMaker.Office()));
        var session = new ScanSession(new ScanRequest(model, AlertPolicyOptions.Of(null, 0.05)));
        foreach (var conversation in ModelMaker.Office()) session.Add(conversation, Token);
        session.Complete(Token);
        Assert.Null(session.Summary.UnknownHosts);
        Assert.Null(session.Summary.Advice);
        Assert.Equal(2, session.Summary.Drift.Count);
    }

    [Theory]
    [InlineData(100, 1, null)]
    [InlineData(100, 30, "Train again")]
    [InlineData(40, 30, null)]
    public void Many_strange_hosts_are_a_changed_network_and_few_are_not(int conversations, int hosts, string? advice)
    {
        var selector = new AlertSelector<string>(AlertPolicyOptions.Of(null, 0.001));
        for (var i = 0; i < conversations; i++)
        {
            var isStrange = i < conversations * 3 / 10;
            selector.Add($"{i}", new ScoredItem(FlowMaker.At("10:00"), 1, isStrange ? 0.01 : 0.5, default, "m")
            {
                Source = $"10.0.0.{i % hosts}", Destination = $"10.0.1.{i}", IsSourceKnown = true,
                IsDestinationKnown = true,
            });
        }

        selector.Complete();
        var day = Assert.Single(selector.Summary.Drift);
        Assert.Equal(conversations * 3 / 10, day.Strange);
        if (advice is null) Assert.Null(selector.Summary.Advice);
        else Assert.Contains(advice, selector.Summary.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_hosts_are_counted_by_side()
    {
        var selector = new AlertSelector<string>(AlertPolicyOptions.Of(null, 0.001));
        bool?[][] known = [[true, true], [false, true], [true, false], [false, false], [null, false], [null, null]];
        foreach (var own in known)
        {
            selector.Add("", new ScoredItem(FlowMaker.At("10:00"), 1, 0.5, default, "m")
            {
                IsSourceKnown = own[0], IsDestinationKnown = own[1],
            });
        }

        selector.Complete();
        Assert.Equal(new UnknownHostCount(5, 2, 3, 1), selector.Summary.UnknownHosts);
        Assert.Equal((0.4, 0.6, 0.2), (
            selector.Summary.UnknownHosts!.ClientShare, selector.Summary.UnknownHosts.ServerShare,
            selector.Summary.UnknownHosts.BothShare));
    }

    private (AnomalyResult[] Results, AnomalyScanSummary Summary) Scan(IEnumerable<FlowRecord> flows)
    {
        var session = new ScanSession(new ScanRequest(office.Model, AlertPolicyOptions.Of(null, 0.001)));
        var reports = session.Add([.. flows], Token).Concat(session.Complete(Token));
        return ([.. reports.SelectMany(report => report.Results)], session.Summary);
    }

    private FlowRecord Move(FlowRecord flow) => flow with
    {
        SourceAddress = office.Clients.Contains(flow.SourceAddress) ? Moved(flow.SourceAddress) : flow.SourceAddress,
        DestinationAddress = office.Clients.Contains(flow.DestinationAddress)
            ? Moved(flow.DestinationAddress)
            : flow.DestinationAddress,
    };

    private static string Moved(string address) => address.Replace("10.20.", "10.77.", StringComparison.Ordinal);

    /// <summary>An office of five clients, and a model of its first five days.</summary>
    public sealed class SmallOffice : IDisposable
    {
        public SmallOffice()
        {
            var flows = new SampleTraffic(new SampleTrafficOptions { Days = 10, Hosts = 5 }).Generate().ToArray();
            Cut = flows[0].Start.Date.AddDays(5);
            Later = [.. flows.Where(flow => flow.Start >= Cut)];
            // Servers keep their addresses, as they do when leases run out.
            Clients =
            [
                .. flows.Select(flow => flow.SourceAddress).Distinct().Where(
                    address => address.StartsWith("10.20.", StringComparison.Ordinal)
                        && !address.StartsWith("10.20.1.", StringComparison.Ordinal)),
            ];
            var spec = ModelPresets.Default(ModelArchitecture.Ensemble).Spec;
            Model = ModelMaker.Train(
                CorpusMaker.Corpus(
                    spec,
                    ConversationBuilder.Build(flows.Where(flow => flow.Start < Cut), ConversationOptions.Of(spec))),
                spec);
        }

        internal AnomalyModel Model { get; }

        internal DateTime Cut { get; }

        internal FlowRecord[] Later { get; }

        internal HashSet<string> Clients { get; }

        public void Dispose() => Model.Dispose();
    }
}
