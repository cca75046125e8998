using System.Globalization;
using NetAnomaly.Flows.Samples;

namespace NetAnomaly.Core.Tests.Sampling;

/// <summary>
/// The attacks must not be found by the rarity of their ports, and must be found by the sizes of their flows.
/// </summary>
public sealed class SamplePlausibilityTests
{
    private static readonly Lazy<List<FlowRecord>> ThreeDays =
        new(() => [.. new SampleTraffic(new() { Attacks = Enum.GetValues<SampleAttack>() }).Generate()]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_rule_rare_port_does_not_find_the_attacks(bool capped)
    {
        var hours = FrequencyRule.Score(
            ThreeDays.Value, capped ? FrequencyRule.LowerPortCapped : FrequencyRule.LowerPort);

        foreach (var score in new Func<FrequencyRule.DyadHour, double>[] { hour => hour.Mean, hour => hour.Max })
        {
            Report(capped ? "lower port, capped" : "lower port", hours, score);
            Assert.InRange(FrequencyRule.Auc(hours, score, _ => true), 0, 0.82);

            // The many sources of the DDoS do not hide the others: without them it is no better.
            Assert.InRange(FrequencyRule.Auc(hours, score, hour => hour.Attack != "DDoS"), 0, 0.82);
        }
    }

    [Fact]
    public void The_surprisal_of_sizes_puts_most_attacks_near_the_top()
    {
        var hours = FrequencyRule.Score(ThreeDays.Value, FrequencyRule.ProtoByte);
        var ranked = hours.OrderByDescending(hour => hour.Mean).ToList();

        Report("ProtoByte", hours, hour => hour.Mean);
        Assert.True(FrequencyRule.Auc(hours, hour => hour.Mean, _ => true) > 0.98);
        Assert.True(FrequencyRule.Auc(hours, hour => hour.Mean, hour => hour.Attack != "DDoS") > 0.98);

        // The first page names the four; the sources of the DDoS follow, many and alike.
        var few = ranked.Take(20).Select(hour => hour.Attack).ToList();
        foreach (var attack in new[] { "PortScan", "SshBruteForce", "Beacon", "Exfiltration" })
            Assert.Contains(attack, few);
        Assert.True(few.Count(attack => attack != "Normal") >= 12);
        Assert.True(ranked.FindIndex(hour => hour.Attack == "DDoS") < 100);
        var attacks = hours.Count(hour => hour.Attack != "Normal");
        Assert.True(ranked.Take(2 * attacks).Count(hour => hour.Attack != "Normal") > 0.75 * attacks);
    }

    [Fact]
    public void No_attack_uses_sizes_that_normal_traffic_lacks_altogether()
    {
        var normal = ThreeDays.Value.Where(flow => flow.Label == "Normal").Select(FrequencyRule.ProtoByte).ToHashSet();
        var attack = ThreeDays.Value.Where(flow => flow.Label is "Beacon" or "SshBruteForce")
            .Select(FrequencyRule.ProtoByte);

        Assert.Subset(normal, attack.ToHashSet());
    }

    private static void Report(
        string word, List<FrequencyRule.DyadHour> hours, Func<FrequencyRule.DyadHour, double> score) =>
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{word}: {hours.Count} dyad-hours, AUC {FrequencyRule.Auc(hours, score, _ => true):F3}, without DDoS "
                + $"{FrequencyRule.Auc(hours, score, hour => hour.Attack != "DDoS"):F3}"));
}
