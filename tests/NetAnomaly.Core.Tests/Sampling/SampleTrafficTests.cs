using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NetAnomaly.Flows.Samples;
using NetAnomaly.Tests;

namespace NetAnomaly.Core.Tests.Sampling;

public sealed class SampleTrafficTests
{
    private static readonly SampleAttack[] AllAttacks = Enum.GetValues<SampleAttack>();
    private static readonly SampleTrafficOptions TwoDays = new() { Days = 2 };

    [Fact]
    public void The_same_seed_makes_the_same_bits_on_every_platform()
    {
        var text = Csv(new SampleTrafficOptions { Days = 2, Hosts = 6, Seed = 7, Attacks = AllAttacks });

        Assert.Equal(
            "e783fda82c70e5b6f2c16b44361a7e0c24f9e0fc445a52e1066793de280783cb",
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }

    // What version 0.1.0 made: others rest on these flows.
    [Theory]
    [InlineData(42, "16af50ea2b83ad996830e8280947ca8c0edf3078c540e688920072c0b9792af9")]
    [InlineData(7, "c0b120021bf2f6ecc2b6a7bc2615f5c677eded89bdbcdc3843095353eea29b2f")]
    [InlineData(1, "60dcd22c81dcf686374c43237310793ab241ba8025a3d771a59d263a246e25f8")]
    public void The_default_start_makes_what_version_0_1_0_made(int seed, string expected)
    {
        var text = Csv(new SampleTrafficOptions { Days = 8, Hosts = 3, Seed = seed, Attacks = AllAttacks });

        Assert.Equal(expected, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }

    [Fact]
    public void Another_start_makes_other_days_of_the_same_office()
    {
        var options = new SampleTrafficOptions { Days = 2, Hosts = 3 };
        var week = TimeSpan.FromDays(7);
        var (first, later) = (Flows(options), Flows(options with { Start = options.Start + week }));
        var shifted = first.Select(flow => (flow.Start + week, flow.SourceAddress, flow.Bytes)).ToHashSet();

        // Timers tick at the same times; what is drawn differs.
        var same = later.Count(flow => shifted.Contains((flow.Start, flow.SourceAddress, flow.Bytes)));
        Assert.InRange(same, 0, later.Count / 20);
    }

    [Fact]
    public void A_later_start_makes_the_days_that_a_longer_traffic_has()
    {
        var options = new SampleTrafficOptions { Days = 4, Hosts = 3 };
        var last = Flows(options with { Days = 1, Start = options.Start.AddDays(3) });
        var known = Flows(options).Where(flow => flow.Start >= options.Start.AddDays(3)).ToHashSet();

        // What began the evening before reaches past midnight in the longer one.
        Assert.All(last, flow => Assert.Contains(flow, known));
        Assert.InRange(last.Count, known.Count * 0.999, known.Count);
    }

    [Theory]
    [InlineData("2020-01-06")]
    [InlineData("1999-12-31")]
    public void A_start_before_the_default_one_makes_traffic_too(string start)
    {
        var begin = DateTime.Parse(start, CultureInfo.InvariantCulture);
        var flows = Flows(new() { Days = 2, Hosts = 3, Start = DateTime.SpecifyKind(begin, DateTimeKind.Utc) });
        Assert.True(flows.Count > 1000);
        Assert.Equal(begin, flows[0].Start.Date);
    }

    [Fact]
    public void Asking_twice_gives_the_same_flows()
    {
        var traffic = new SampleTraffic(new() { Days = 1, Hosts = 4, Attacks = AllAttacks });

        Assert.Equal(traffic.Generate(), traffic.Generate());
    }

    [Fact]
    public void Another_seed_makes_other_traffic() =>
        Assert.NotEqual(Csv(new() { Days = 1, Hosts = 4, Seed = 1 }), Csv(new() { Days = 1, Hosts = 4, Seed = 2 }));

    [Fact]
    public void Flows_come_in_order_of_start_time_and_within_the_days_asked_for()
    {
        var flows = Flows(TwoDays with { Attacks = AllAttacks });

        for (var i = 1; i < flows.Count; i++)
            Assert.True(flows[i - 1].Start <= flows[i].Start, $"{flows[i - 1]} before {flows[i]}");
        Assert.True(flows[0].Start >= TwoDays.Start);
        Assert.True(flows[^1].Start < TwoDays.Start.AddDays(2));
        Assert.All(flows, flow => Assert.Equal(DateTimeKind.Utc, flow.Start.Kind));
    }

    [Fact]
    public void Twenty_five_hosts_make_thirty_to_sixty_thousand_flows_on_a_working_day() =>
        Assert.InRange(Flows(new() { Days = 1 }).Count, 30_000, 60_000);

    [Fact]
    public void Bytes_packets_duration_and_state_of_a_flow_agree()
    {
        Assert.All(Flows(TwoDays with { Attacks = AllAttacks }), flow =>
        {
            Assert.True(flow.SourcePackets > 0 && flow.SourcePackets <= flow.Packets, $"{flow}: packets");
            Assert.True(flow.SourceBytes > 0 && flow.SourceBytes <= flow.Bytes, $"{flow}: bytes");
            Assert.Equal(flow.DestinationPackets == 0, flow.DestinationBytes == 0);

            // No packet is smaller than its headers, none larger than an Ethernet frame.
            Assert.InRange(flow.Bytes!.Value, flow.Packets!.Value * 42, flow.Packets.Value * 1522);
            Assert.InRange(flow.SourceBytes!.Value, flow.SourcePackets!.Value * 42, flow.SourcePackets.Value * 1522);
            Assert.InRange(flow.Duration, TimeSpan.Zero, TimeSpan.FromHours(1));
            if (flow.Packets == 1) Assert.Equal(TimeSpan.Zero, flow.Duration);
            if (flow.State is "S_" or "INT") Assert.Equal(0, flow.DestinationPackets);
            if (flow.State is "S_RA" or "S_SA" or "CON" or "FSPA_FSPA")
                Assert.True(flow.DestinationPackets > 0, $"{flow}: {flow.State}");
            if (flow.State!.StartsWith("FSPA", StringComparison.Ordinal)) Assert.Equal("tcp", flow.Protocol);
        });
    }

    [Fact]
    public void Nobody_talks_to_himself() =>
        Assert.DoesNotContain(
            Flows(TwoDays with { Attacks = AllAttacks }), flow => flow.SourceAddress == flow.DestinationAddress);

    [Fact]
    public void Nights_and_weekends_are_quieter_than_working_hours()
    {
        // Monday to Sunday.
        var byHour = Flows(new() { Days = 7, Hosts = 10 }).GroupBy(
            flow => ((flow.Start - TwoDays.Start).Days, flow.Start.Hour)).ToDictionary(g => g.Key, g => g.Count());
        int Sum(int day, int from, int to) =>
            Enumerable.Range(from, to - from).Sum(hour => byHour.GetValueOrDefault((day, hour)));

        for (var day = 0; day < 5; day++)
        {
            Assert.True(
                2 * Sum(day, 0, 4) < Sum(day, 9, 13), $"day {day}: night {Sum(day, 0, 4)}, morning {Sum(day, 9, 13)}");
            Assert.True(Sum(day, 12, 13) < Sum(day, 10, 11), $"day {day}: no lunch");
            for (var weekend = 5; weekend < 7; weekend++)
                Assert.True(Sum(weekend, 0, 24) < 0.75 * Sum(day, 0, 24), $"day {weekend} against {day}");
        }
    }

    [Fact]
    public void Without_attacks_every_flow_is_normal() =>
        Assert.All(Flows(new() { Days = 1 }), flow => Assert.Equal("Normal", flow.Label));

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Each_attack_is_labelled_and_lies_within_its_day(SampleAttack attack)
    {
        var flows = Flows(new() { Days = 3, Hosts = 4, Attacks = [attack], AttackDay = 2 });
        var bad = flows.Where(flow => flow.Label != "Normal").ToList();

        Assert.NotEmpty(bad);
        Assert.All(bad, flow =>
        {
            Assert.Equal(attack.ToString(), flow.Label);
            Assert.Equal(TwoDays.Start.AddDays(1), flow.Start.Date);
        });
    }

    [Fact]
    public void Attacks_fall_into_the_last_day_unless_told_otherwise()
    {
        var bad = Flows(new() { Days = 2, Hosts = 4, Attacks = AllAttacks }).Where(flow => flow.Label != "Normal");

        Assert.All(bad, flow => Assert.Equal(TwoDays.Start.AddDays(1), flow.Start.Date));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(42)]
    [InlineData(-5)]
    public void Every_seed_gives_every_attack_enough_flows_to_see(int seed)
    {
        var counts = Flows(new() { Days = 1, Hosts = 12, Seed = seed, Attacks = AllAttacks })
            .CountBy(flow => flow.Label!).ToDictionary(pair => pair.Key, pair => pair.Value);

        Assert.InRange(counts["PortScan"], 300, 2000);
        Assert.InRange(counts["SshBruteForce"], 200, 2000);
        Assert.InRange(counts["Beacon"], 250, 800);
        Assert.InRange(counts["Exfiltration"], 3, 40);
        Assert.InRange(counts["DDoS"], 1500, 10000);
    }

    [Fact]
    public void Attacks_leave_the_normal_flows_unchanged()
    {
        var peaceful = Flows(TwoDays with { Hosts = 8 });
        var attacked = Flows(TwoDays with { Hosts = 8, Attacks = AllAttacks });

        Assert.Equal(peaceful, attacked.Where(flow => flow.Label == "Normal"));
    }

    [Fact]
    public void An_attack_is_the_same_whichever_others_are_on()
    {
        var alone = Flows(new() { Days = 1, Hosts = 8, Attacks = [SampleAttack.Beacon] });
        var together = Flows(new() { Days = 1, Hosts = 8, Attacks = AllAttacks });

        Assert.Equal(alone.Where(flow => flow.Label == "Beacon"), together.Where(flow => flow.Label == "Beacon"));
    }

    [Fact]
    public void A_further_day_leaves_the_days_before_unchanged()
    {
        var two = Flows(TwoDays with { Hosts = 8 });
        var three = Flows(TwoDays with { Hosts = 8, Days = 3 });

        Assert.Equal(two, three.Take(two.Count));
        Assert.True(three[two.Count].Start >= TwoDays.Start.AddDays(2));
    }

    [Fact]
    public void Beaconing_is_regular_and_so_are_the_cameras()
    {
        var flows = Flows(new() { Days = 1, Attacks = [SampleAttack.Beacon] });

        Assert.InRange(MedianGap(flows.Where(flow => flow.Label == "Beacon")), 50, 70);
        var camera = flows.Where(flow => flow.DestinationPort == 8883).GroupBy(flow => flow.SourceAddress).First();
        Assert.InRange(MedianGap(camera), 235, 245);
    }

    [Fact]
    public void Regular_traffic_large_transfers_and_many_destinations_occur_in_normal_traffic_too()
    {
        var flows = Flows(new() { Days = 1 });

        Assert.True(flows.Count(flow => flow.Bytes > 500_000_000) > 50);
        Assert.True(
            flows.GroupBy(flow => flow.SourceAddress).Max(
                source => source.Select(flow => flow.DestinationAddress).Distinct().Count()) > 30);
        Assert.True(flows.Count(flow => Math.Min(flow.SourcePort ?? 0, flow.DestinationPort ?? 0) > 10_000) > 100);
        Assert.True(flows.Count(flow => flow.State is "S_" or "S_RA" or "INT") > 100);
    }

    [Fact]
    public void A_stream_can_be_left_after_its_first_flow()
    {
        var first = new SampleTraffic(new() { Days = SampleTrafficOptions.MostDays, Hosts = 50 }).Generate().First();

        Assert.Equal(TwoDays.Start, first.Start.Date);
    }

    [Theory]
    [InlineData(0, 25, null, "Days")]
    [InlineData(3, 1, null, "Hosts")]
    [InlineData(3, 25, 4, "AttackDay")]
    [InlineData(3, 25, 0, "AttackDay")]
    public void Options_out_of_range_are_named(int days, int hosts, int? attackDay, string name)
    {
        var options = new SampleTrafficOptions { Days = days, Hosts = hosts, AttackDay = attackDay };

        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(() => new SampleTraffic(options)).ParamName);
    }

    [Fact]
    public void A_start_that_is_no_midnight_is_refused() =>
        Assert.Contains(
            "midnight",
            Assert.Throws<ArgumentException>(
                () => new SampleTraffic(new() { Start = new DateTime(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc) })).Message,
            StringComparison.Ordinal);

    [Fact]
    public void An_unknown_attack_is_refused_with_the_known_ones() =>
        Assert.Contains(
            "PortScan, SshBruteForce",
            Assert.Throws<ArgumentException>(() => new SampleTraffic(new() { Attacks = [(SampleAttack)99] })).Message,
            StringComparison.Ordinal);

    public static TheoryData<SampleAttack> Attacks() => [.. AllAttacks];

    private static List<FlowRecord> Flows(SampleTrafficOptions options) => [.. new SampleTraffic(options).Generate()];

    private static string Csv(SampleTrafficOptions options)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        ArgusWriter.Write(new SampleTraffic(options).Generate(), writer);
        return writer.ToString();
    }

    private static double MedianGap(IEnumerable<FlowRecord> flows)
    {
        var gaps = flows.Zip(flows.Skip(1), (one, next) => (next.Start - one.Start).TotalSeconds).Order().ToList();
        return gaps[gaps.Count / 2];
    }
}
