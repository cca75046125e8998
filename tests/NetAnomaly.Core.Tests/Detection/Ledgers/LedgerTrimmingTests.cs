using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Ledgers;
using static NetAnomaly.Core.Tests.Detection.Ledgers.LedgerRows;

namespace NetAnomaly.Core.Tests.Detection.Ledgers;

public sealed class LedgerTrimmingTests
{
    private const int Hours = 24;

    [Fact]
    public void An_attack_in_one_block_of_training_is_forgotten_and_hardly_anything_else()
    {
        var rows = ByHour(Usual(Hours), Attack(8, 16));
        var kept = Trim(rows);
        var attack = Enumerable.Range(0, rows.Length).Where(i => rows[i].Destination >= 5000).ToArray();
        Assert.Equal(8 * 6, attack.Length);
        Assert.DoesNotContain(attack, kept.IsKept);
        Assert.InRange(rows.Length - kept.Numbers.Length - attack.Length, 0, rows.Length / 100);
    }

    [Fact]
    public void What_recurs_in_two_blocks_is_never_forgotten()
    {
        var rows = ByHour(Usual(Hours), Attack(4, 12));
        var kept = Trim(rows);
        Assert.All(
            Enumerable.Range(0, rows.Length).Where(i => rows[i].Destination >= 5000), i => Assert.True(kept.IsKept(i)));
    }

    [Fact]
    public void Harmless_training_is_kept()
    {
        var rows = ByHour(Usual(Hours));
        Assert.Equal(rows.Length, Trim(rows).Numbers.Length);
    }

    [Fact]
    public void Nothing_is_forgotten_under_six_windows_nor_without_a_budget()
    {
        var five = ByHour(Usual(5), Attack(2, 4));
        Assert.Equal(five.Length, Trim(five).Numbers.Length);
        var rows = ByHour(Usual(Hours), Attack(8, 16));
        Assert.Equal(rows.Length, Trim(rows, perDay: 0).Numbers.Length);
    }

    [Fact]
    public void What_is_forgotten_teaches_habits_and_nothing_else()
    {
        var rows = ByHour(Usual(Hours), Attack(8, 16));
        var kept = Trim(rows);
        var history = TrafficHistory.Of(kept.Kept(0, rows.Length), kept.Rows);
        var all = TrafficHistory.Of(rows, rows);
        Assert.True(all.Knows(5008));
        Assert.False(history.Knows(5008));
        Assert.Equal(
            all.HostHabits[HostHabit.FanOut].Expected(all.Hosts.Find(7), 0),
            history.HostHabits[HostHabit.FanOut].Expected(history.Hosts.Find(7), 0), 6);
    }

    // Client 7 calls the same six new servers in each hour.
    private static IEnumerable<ConversationSummary> Attack(int from, int to) =>
        Enumerable.Range(from, to - from).SelectMany(
            hour => Enumerable.Range(0, 6).Select(i =>
            {
                var row = Row(hour, 7, 5000 + from + i, service: 6667);
                return row with { Traffic = row.Traffic with { Flows = 30, Unanswered = 25, BytesOut = 1e6 } };
            }));

    private static TrainingTraffic Trim(ConversationSummary[] rows, double perDay = 20) =>
        new LedgerTrimming(TimeSpan.FromHours(1), perDay).Trim(rows, [], TestContext.Current.CancellationToken);
}
