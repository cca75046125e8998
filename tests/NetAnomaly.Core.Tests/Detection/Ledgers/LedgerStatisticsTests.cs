using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Ledgers;
using static NetAnomaly.Core.Tests.Detection.Ledgers.LedgerRows;

namespace NetAnomaly.Core.Tests.Detection.Ledgers;

/// <summary>Each kind speaks when it has something to say, and is silent else.</summary>
public sealed class LedgerStatisticsTests
{
    private const long Known = 1;
    private const long Server = 1001;
    private const long Stranger = 77;
    private const long NewServer = 5000;
    private static readonly TrafficHistory History = HistoryOf(ByHour(Usual(8)));

    [Fact]
    public void A_known_client_that_meets_new_hosts_is_compared_with_its_habit()
    {
        Assert.True(double.IsNaN(Of(LedgerEvidence.NewDestinations, Row(9, Known, Server))));
        Assert.True(double.IsNaN(Of(LedgerEvidence.NewDestinations, Row(9, Stranger, NewServer))));
        Assert.Equal(
            Habit(HostHabit.NewDestinations, Known, 3),
            Of(
                LedgerEvidence.NewDestinations, Row(9, Known, NewServer), Row(9, Known, NewServer + 1),
                Row(9, Known, NewServer + 2), Row(9, Known, Server)));
    }

    [Fact]
    public void A_known_server_is_not_charged_for_one_caller_that_nobody_knows()
    {
        Assert.True(double.IsNaN(Of(LedgerEvidence.NewSources, Row(9, Stranger, Server))));
        Assert.Equal(
            Habit(HostHabit.NewSources, Server, 1),
            Of(LedgerEvidence.NewSources, Row(9, Stranger, Server), Row(9, Stranger + 1, Server)));
        // Client 2 is known, and new to it.
        Assert.Equal(Habit(HostHabit.NewSources, Server, 1), Of(LedgerEvidence.NewSources, Row(9, 2, Server)));
        Assert.Equal(
            Habit(HostHabit.NewSources, Server, 1),
            Of(LedgerEvidence.NewSources, Row(9, 2, Server), Row(9, Stranger, Server)));
        Assert.True(double.IsNaN(Of(LedgerEvidence.NewSources, Row(9, Known, Server))));
        Assert.True(double.IsNaN(Of(LedgerEvidence.NewSources, Row(9, Known, NewServer))));
    }

    [Fact]
    public void Fans_are_told_of_every_host_and_compared_with_its_own()
    {
        Assert.Equal(
            Habit(HostHabit.FanOut, Known, 2),
            Of(LedgerEvidence.FanOut, Row(9, Known, Server), Row(9, Known, NewServer)));
        Assert.Equal(
            Habit(HostHabit.FanIn, Server, 3),
            Of(LedgerEvidence.FanIn, Row(9, Known, Server), Row(9, 2, Server), Row(9, Stranger, Server)));
        Assert.True(Of(LedgerEvidence.FanOut, Row(9, Stranger, NewServer)) > 0);
        Assert.True(double.IsNaN(Of(LedgerEvidence.FanOut, Row(9, 0, Server))));
        Assert.True(double.IsNaN(Of(LedgerEvidence.FanIn, Row(9, Known, 0))));
        Assert.True(
            Of(LedgerEvidence.FanIn, [.. Enumerable.Range(1, 60).Select(client => Row(9, client, Server))])
                > Of(LedgerEvidence.FanIn, [.. Enumerable.Range(1, 8).Select(client => Row(9, client, Server))]) + 3);
    }

    [Fact]
    public void A_client_never_seen_is_a_new_host_and_one_that_was_only_called_is_not()
    {
        Assert.Equal(1, Of(LedgerEvidence.NewHost, Row(9, Stranger, Server)));
        Assert.True(double.IsNaN(Of(LedgerEvidence.NewHost, Row(9, Known, Server))));
        Assert.True(double.IsNaN(Of(LedgerEvidence.NewHost, Row(9, Server, Known))));
    }

    [Fact]
    public void A_service_is_new_to_a_known_client_or_a_known_server_only()
    {
        var rare = History.Surprisal(25);
        Assert.Equal(-Math.Log(1 / 42.0), rare, 12);
        Assert.Equal(rare, Of(LedgerEvidence.NewService, Row(9, Known, NewServer, service: 25)), 12);
        Assert.Equal(rare, Of(LedgerEvidence.NewService, Row(9, Stranger, Server, service: 25)), 12);
        Assert.True(double.IsNaN(Of(LedgerEvidence.NewService, Row(9, Stranger, NewServer, service: 25))));
        Assert.True(double.IsNaN(Of(LedgerEvidence.NewService, Row(9, Known, NewServer))));
        // A server that opens a conversation for the first time is no client yet, and what it calls no server.
        Assert.True(double.IsNaN(Of(LedgerEvidence.NewService, Row(9, Server, Known, service: 25))));
    }

    [Fact]
    public void Flows_and_bytes_are_told_of_every_pair_and_ports_from_three_on()
    {
        foreach (var kind in new[] { LedgerEvidence.FlowCount, LedgerEvidence.BytesOut, LedgerEvidence.BytesIn })
        {
            Assert.True(Of(kind, Row(9, Known, Server)) > 0);
            Assert.True(Of(kind, Row(9, Stranger, NewServer)) > 0);
            Assert.True(double.IsNaN(Of(kind, Row(9, 0, Server))));
        }

        Assert.True(Of(LedgerEvidence.FlowCount, With(t => t with { Flows = 5000 })) > 6);
        Assert.True(Of(LedgerEvidence.BytesOut, With(t => t with { BytesOut = 1e9 })) > 6);
        Assert.True(Of(LedgerEvidence.BytesIn, With(t => t with { BytesIn = 1e9 })) > 6);
        Assert.InRange(Of(LedgerEvidence.BytesIn, With(t => t with { BytesOut = 1e9 })), 0, 3);
        Assert.True(double.IsNaN(Of(LedgerEvidence.Ports, With(t => t with { Ports = 2 }))));
        Assert.True(Of(LedgerEvidence.Ports, With(t => t with { Ports = 3 })) > 1);
        Assert.True(Of(LedgerEvidence.Ports, With(t => t with { Ports = 500 })) > 6);
    }

    [Fact]
    public void Unanswered_flows_speak_where_there_are_some_and_the_export_tells_of_answers()
    {
        Assert.True(double.IsNaN(Of(LedgerEvidence.Unanswered, Row(9, Known, Server))));
        Assert.Equal(
            Habit(HostHabit.Unanswered, Known, 9),
            Of(
                LedgerEvidence.Unanswered, With(t => t with { Unanswered = 7 }),
                Row(9, Known, NewServer) with { Traffic = Row(9, 1, 2).Traffic with { Unanswered = 2 } }), 12);
        var oneWay = HistoryOf(
            [
                .. Usual(8).Select(row => row with { Traffic = row.Traffic with { BytesIn = 0 } }),
            ]);
        Assert.False(oneWay.IsTwoWay);
        Assert.True(
            double.IsNaN(
                Find([With(t => t with { Unanswered = 7 })], oneWay)
                    .Values[(int)LedgerEvidence.Unanswered][0]));
    }

    [Fact]
    public void Regularity_is_told_of_new_pairs_with_six_gaps_apart_for_known_and_unknown_clients()
    {
        var even = new ConversationTraffic(443, 1, 1, 0.1f, 9, 8, 0, 1);
        var expected = LedgerStatistics.RegularitySurprise(8, 0.1f);
        var row = Row(9, Known, NewServer) with { Traffic = even };
        Assert.Equal(expected, Of(LedgerEvidence.Regularity, row), 12);
        Assert.True(double.IsNaN(Of(LedgerEvidence.RegularityOfNewHost, row)));
        var unknown = Row(9, Stranger, NewServer) with { Traffic = even };
        Assert.Equal(expected, Of(LedgerEvidence.RegularityOfNewHost, unknown), 12);
        Assert.True(double.IsNaN(Of(LedgerEvidence.Regularity, unknown)));
        Assert.True(double.IsNaN(Of(LedgerEvidence.Regularity, Row(9, Known, Server) with { Traffic = even })));
        Assert.True(double.IsNaN(Of(LedgerEvidence.Regularity, row with { Traffic = even with { Gaps = 5 } })));
        Assert.True(
            double.IsNaN(Of(LedgerEvidence.Regularity, row with { Traffic = even with { GapVariation = 2 } })));
    }

    [Theory]
    [InlineData(Known)]
    [InlineData(Stranger)]
    public void Persistence_is_the_logarithm_of_windows(long client)
    {
        var (speaks, silent) = client == Known
            ? (LedgerEvidence.Persistence, LedgerEvidence.PersistenceOfNewHost)
            : (LedgerEvidence.PersistenceOfNewHost, LedgerEvidence.Persistence);
        ConversationSummary[] rows = [Row(9, client, NewServer)];
        foreach (var spoken in new[] { 1, 2.5, 9 })
        {
            var found = LedgerStatistics.Of(rows, History, [spoken]);
            Assert.Equal(Math.Log(spoken), found.Values[(int)speaks][0], 12);
            Assert.True(double.IsNaN(found.Values[(int)silent][0]));
        }

        Assert.True(double.IsNaN(Of(speaks, Row(9, Known, Server))));
    }

    [Fact]
    public void Pairs_are_the_same_whoever_opens_them() =>
        Assert.False(Find([Row(9, Server, Known)], History).IsNew[0]);

    private static ConversationSummary With(Func<ConversationTraffic, ConversationTraffic> change)
    {
        var row = Row(9, Known, Server);
        return row with { Traffic = change(row.Traffic) };
    }

    // The value of the first conversation.
    private static double Of(LedgerEvidence kind, params ConversationSummary[] rows) =>
        Find(rows, History).Values[(int)kind][0];

    private static LedgerStatistics Find(ConversationSummary[] rows, TrafficHistory history) =>
        LedgerStatistics.Of(rows, history, [.. rows.Select(_ => 1.0)]);

    private static double Habit(int habit, long host, double count) =>
        History.HostHabits[habit].Surprise(History.Hosts.Find(host), 0, HabitModel.Value(count));

    private static TrafficHistory HistoryOf(ConversationSummary[] rows) => TrafficHistory.Of(rows, rows);
}
