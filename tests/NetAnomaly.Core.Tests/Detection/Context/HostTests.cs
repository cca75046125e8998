using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detectors.Ensemble;
using NetAnomaly.Core.Detectors.Ledgers;

namespace NetAnomaly.Core.Tests.Detection.Context;

public sealed class HostTests
{
    [Fact]
    public void Many_odd_conversations_say_more_of_a_host_than_one()
    {
        var effect = new HostEffect(1, 2);
        Assert.True(effect.Of(30, 10) > effect.Of(3, 1));
        Assert.Equal((3 - 1.0) * 1 / 3, effect.Of(3, 1), 12);
    }

    [Fact]
    public void A_busy_host_a_little_above_the_mean_is_less_strange_than_a_small_one_far_above()
    {
        var effect = new HostEffect(1, 1);
        Assert.True(effect.Of(1.2 * 100_000, 100_000) < effect.Of(3 * 5, 5));
    }

    [Fact]
    public void Hosts_that_differ_more_than_their_conversations_need_few_to_be_believed()
    {
        var random = new Random(5);
        ConversationSummary[] rows = [.. Enumerable.Range(0, 2000).Select(i => Row(source: 1 + (i / 10)))];
        var levels = Enumerable.Range(0, 200).Select(_ => random.NextDouble() * 10).ToArray();
        var groups = HostGroups.Gather(rows, row => row.Source);
        var apart = HostEffect.Fit(groups, [.. rows.Select((_, i) => levels[i / 10] + random.NextDouble())]);
        var alike = HostEffect.Fit(groups, [.. rows.Select(_ => random.NextDouble())]);
        Assert.InRange(apart.Pull, 0, 0.05);
        Assert.InRange(alike.Pull, 5, 20);
    }

    [Fact]
    public void A_host_that_always_meets_many_is_not_strange_but_a_newcomer_is()
    {
        var past = Enumerable.Range(0, 40).Select(_ => (Host: 1L, NewPeerModel.Value(100)))
            .Concat(Enumerable.Range(0, 400).Select(i => (Host: 2L + (i % 40), NewPeerModel.Value(i % 3))));
        var habits = NewPeerModel.Fit([.. past]);
        Assert.InRange(habits.Deviation(1, NewPeerModel.Value(110), ownIsKnown: false), -1, 1);
        Assert.True(
            habits.Deviation(99, NewPeerModel.Value(110), ownIsKnown: false) > habits.Deviation(
                1, NewPeerModel.Value(110), ownIsKnown: false) + 1);
        Assert.InRange(habits.Expected(1), 80, 110);
    }

    [Fact]
    public void A_value_of_training_is_left_out_of_its_own_past()
    {
        var habits = NewPeerModel.Fit([(1, 3.0), (1, 3.0), (2, 0.0), (3, 1.0)]);
        var once = NewPeerModel.Restore(
            new Dictionary<long, (int, double)> { [1] = (1, 3.0) }, habits.Mean, habits.Between, habits.Within);
        Assert.Equal(once.Deviation(1, 3, ownIsKnown: false), habits.Deviation(1, 3, ownIsKnown: true), 12);
    }

    [Fact]
    public void Hosts_that_spoke_in_another_window_are_not_new()
    {
        ConversationSummary[] rows = [Row(1, 5, window: 1), Row(5, 1, window: 2), Row(1, 6, window: 2)];
        var history = PairHistory.Of(rows);
        Assert.Equal([false, false, true], rows.Select(row => history.IsNew(row, ofTraining: true)));
        Assert.Equal([false, false, false], rows.Select(row => history.IsNew(row, ofTraining: false)));
        Assert.True(history.IsNew(Row(5, 6, window: 3), ofTraining: false));
        Assert.False(history.IsNew(Row(0, 6, window: 3), ofTraining: false));
    }

    [Fact]
    public void Over_enough_windows_a_pair_that_began_in_the_later_half_of_training_is_new_in_each_of_its_windows()
    {
        // One pair speaks in all windows, the other from the sixth on.
        static ConversationSummary[] Rows(int windows) =>
            [
                .. Enumerable.Range(0, windows).SelectMany(
                    window => window >= 5 ? new[] { Row(1, 2, window), Row(3, 4, window) } : [Row(1, 2, window)]),
            ];
        var history = PairHistory.Of(Rows(10));
        var few = PairHistory.Of(Rows(9));

        Assert.All(Rows(10), row => Assert.Equal(row.Source == 3, history.IsNew(row, ofTraining: true)));
        Assert.All(Rows(10), row => Assert.False(history.IsNew(row, ofTraining: false)));
        Assert.All(Rows(9), row => Assert.False(few.IsNew(row, ofTraining: true)));
    }

    [Fact]
    public void A_service_is_only_surprising_to_a_host_that_never_opened_it_and_the_more_so_the_fewer_do()
    {
        ConversationSummary[] rows =
        [
            .. Enumerable.Range(1, 20).Select(host => Row(host, 100, window: 1, service: 443)),
            Row(1, 100, window: 2, service: 25),
        ];
        var history = PairHistory.Of(rows);
        Assert.Equal(0, history.NewServiceSurprisal(Row(3, 100, window: 3, service: 443), ofTraining: false));
        var common = history.NewServiceSurprisal(Row(77, 100, window: 3, service: 443), ofTraining: false);
        var rare = history.NewServiceSurprisal(Row(77, 100, window: 3, service: 25), ofTraining: false);
        Assert.InRange(common, 0.01, rare - 1);
        Assert.Equal(-Math.Log(2 / (21.0 + 2 + 1)), rare, 12);
    }

    private static ConversationSummary Row(long source, long destination = 1000, long window = 1, long service = 443) =>
        new(window, source, destination, Regularity.None, [new ServiceUse(source, service, 1)]);
}
