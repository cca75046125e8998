using NetAnomaly.Operations.Suppressions;

namespace NetAnomaly.Operations.Tests.Suppressions;

public sealed class SuppressionListTests
{
    [Fact]
    public void A_host_is_hidden_with_all_its_conversations()
    {
        var scope = Night.Suppression() with { Host = Night.Scanner };
        Assert.True(Hides(scope, Night.Result()));
        Assert.False(Hides(scope, Night.Result("10.0.9.3")));
        Assert.True(Hides(scope, Night.Incident(500, Night.Result())));
    }

    [Fact]
    public void A_host_is_not_hidden_for_speaking_with_a_suppressed_one()
    {
        var scope = Night.Suppression() with { Host = "10.0.3.7" };
        Assert.False(Hides(scope, Night.Result("10.0.5.5", "10.0.3.7")));
        Assert.True(Hides(scope, Night.Result("10.0.5.5", "10.0.3.7", host: "10.0.3.7")));
    }

    [Theory]
    [InlineData("10.0.9.0/24", "10.0.9.2", true)]
    [InlineData("10.0.9.0/24", "10.0.10.2", false)]
    [InlineData("10.0.8.0/23", "10.0.9.255", true)]
    [InlineData("10.0.9.77/25", "10.0.9.2", true)]
    [InlineData("fd00:1::/33", "fd00:1:7fff::1", true)]
    [InlineData("fd00:1::/33", "fd00:1:8000::1", false)]
    [InlineData("0.0.0.0/0", "fd00::1", false)]
    public void A_network_holds_the_addresses_of_its_prefix(string network, string host, bool hidden) =>
        Assert.Equal(hidden, Hides(Night.Suppression() with { Network = network }, Night.Result(host)));

    [Theory]
    [InlineData("10.0.9.2 10.0.3.7", true)]
    [InlineData("10.0.3.7 10.0.9.2", true)]
    [InlineData("10.0.9.2 10.0.3.0/24", true)]
    [InlineData("10.0.9.2 *", true)]
    [InlineData("10.0.3.7 *", true)]
    [InlineData("10.0.9.2 10.0.3.8", false)]
    [InlineData("10.0.3.7 10.0.3.7", false)]
    public void A_pair_is_two_ends_in_either_order(string pair, bool hidden)
    {
        Assert.Equal(hidden, Hides(Night.Suppression() with { Pair = pair }, Night.Result()));
        Assert.Equal(hidden, Hides(Night.Suppression() with { Pair = pair }, Night.Incident(Night.Result())));
    }

    [Fact]
    public void Every_flow_goes_to_one_of_the_ports()
    {
        var scope = Night.Suppression() with { Ports = [443, 8443] };
        Assert.True(Hides(scope, Night.Result()));
        Assert.False(Hides(scope, Night.Result(port: 22)));
        Assert.False(Hides(scope, Night.Incident(Night.Result(), Night.Result(port: 22))));
    }

    [Theory]
    [InlineData("https", null, 443, true)]
    [InlineData("https", null, 444, false)]
    [InlineData("ssl", "SSL", 9000, true)]
    [InlineData("https", "ssh", 443, false)]
    [InlineData("tcp/443", "ssl", 443, true)]
    [InlineData("udp/443", null, 443, false)]
    public void A_service_is_what_the_exporter_says_or_else_its_port(
        string scope, string? service, int port, bool hidden) => Assert.Equal(
        hidden, Hides(Night.Suppression() with { Service = scope }, Night.Result(port: port, service: service)));

    [Fact]
    public void All_leading_evidence_is_named()
    {
        (string, double)[] scan = [("FanOut", 0.6), ("NewDestinations", 0.35), ("Words", 0.05)];
        Assert.True(Hides(Of("fanout", "New*"), Night.Result(evidence: scan)));
        Assert.False(Hides(Of("FanOut"), Night.Result(evidence: scan)));
        Assert.True(Hides(Of("FanOut"), Night.Result(evidence: [("FanOut", 0.8), ("BytesOut", 0.2)])));
        Assert.True(Hides(Of("office"), Night.Result()));
        Assert.False(Hides(Of("FanOut"), Night.Result()));

        static AnomalySuppression Of(params string[] names) => Night.Suppression() with { Evidence = names };
    }

    [Theory]
    [InlineData("00:00-02:00", null, 1, true)]
    [InlineData("00:00-02:00", null, 2, false)]
    [InlineData("01:30-03:00", null, 1, false)]
    [InlineData("22:00-02:00", null, 1, true)]
    [InlineData("22:00-02:00", null, 23, true)]
    [InlineData("22:00-02:00", null, 12, false)]
    [InlineData("02:00-03:00", "Europe/Berlin", 1, true)]
    [InlineData("01:00-02:00", "Europe/Berlin", 1, false)]
    [InlineData("6-7", "+05:00", 1, true)]
    public void The_window_lies_within_the_hours_of_the_zone(string hours, string? zone, int hour, bool hidden) =>
        Assert.Equal(
            hidden, Hides(Night.Suppression() with { Hours = hours, TimeZone = zone }, Night.Result(hour: hour)));

    [Theory]
    [InlineData("*on PORT 443", true)]
    [InlineData("62 flows*", true)]
    [InlineData("flows", false)]
    [InlineData("6? flows on port 443", true)]
    public void A_pattern_is_compared_with_the_whole_reason(string pattern, bool hidden) =>
        Assert.Equal(hidden, Hides(Night.Suppression() with { Pattern = pattern }, Night.Result()));

    [Fact]
    public void All_parts_of_the_scope_must_match()
    {
        var scope = Night.Suppression() with { Host = Night.Scanner, Ports = [443], Hours = "00:00-02:00" };
        Assert.True(Hides(scope, Night.Result()));
        Assert.False(Hides(scope, Night.Result(port: 80)));
        Assert.False(Hides(scope, Night.Result(hour: 5)));
        Assert.False(Hides(scope, Night.Result("10.0.0.1")));
    }

    [Fact]
    public void What_is_not_anomalous_is_not_hidden()
    {
        var list = new SuppressionList([Night.Suppression() with { Host = Night.Scanner }]);
        var normal = Night.Result() with { Verdict = Verdict.Normal };
        Assert.False(list.Match(normal, Night.Now).IsHidden);
    }

    [Fact]
    public void The_first_that_hides_is_named()
    {
        var list = new SuppressionList(
        [
            Night.Suppression("old") with { Host = Night.Scanner, Expires = Night.At(0, 5) },
            Night.Suppression("other") with { Host = "10.0.0.1" },
            Night.Suppression("new") with { Network = "10.0.9.0/24" },
            Night.Suppression("last") with { Host = Night.Scanner },
        ]);
        var match = list.Match(Night.Incident(Night.Result()), Night.Now);
        Assert.Equal("new", match.HiddenBy?.Id);
        Assert.Equal(("old", SuppressionMissCause.Expired), (match.Misses[0].Suppression.Id, match.Misses[0].Cause));
    }

    [Fact]
    public void With_its_expiry_an_alert_comes_back()
    {
        var scope = Night.Suppression() with { Host = Night.Scanner };
        var list = new SuppressionList([scope]);
        Assert.True(list.Match(Night.Result(), scope.Expires.AddTicks(-1)).IsHidden);
        var match = list.Match(Night.Result(), scope.Expires);
        Assert.False(match.IsHidden);
        Assert.Equal("scanner expired on 2026-03-20 00:00Z", Assert.Single(match.Misses).Text);
    }

    private static bool Hides(AnomalySuppression scope, AnomalyResult result) =>
        new SuppressionList([scope]).Match(result, Night.Now).IsHidden;

    private static bool Hides(AnomalySuppression scope, AnomalyIncident incident) =>
        new SuppressionList([scope]).Match(incident, Night.Now).IsHidden;
}
