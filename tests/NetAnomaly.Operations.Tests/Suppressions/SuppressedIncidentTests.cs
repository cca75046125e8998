using NetAnomaly.Operations.Suppressions;

namespace NetAnomaly.Operations.Tests.Suppressions;

public sealed class SuppressedIncidentTests
{
    [Fact]
    public void An_incident_with_a_conversation_that_is_not_described_is_shown()
    {
        var incident = Night.Incident(Night.Result(), Night.Result(destination: "10.0.4.4"));
        Assert.False(Match(new() { Pair = "10.0.9.2 10.0.3.0/24" }, incident).IsHidden);
        Assert.True(Match(new() { Pair = "10.0.9.2 10.0.0.0/16" }, incident).IsHidden);
    }

    [Theory]
    [InlineData("ports")]
    [InlineData("service")]
    [InlineData("evidence")]
    [InlineData("pattern")]
    [InlineData("pair")]
    public void What_only_conversations_tell_does_not_hide_those_that_the_incident_does_not_keep(string part)
    {
        AnomalyResult[] eleven =
        [
            .. Enumerable.Range(1, 11).Select(at => Night.Result(destination: $"10.0.3.{at}")),
        ];
        var scope = Part(part);
        var incident = Night.Incident(eleven);
        var match = Match(scope, incident);
        Assert.False(match.IsHidden);
        Assert.Equal(SuppressionMissCause.NotAllKnown, Assert.Single(match.Misses).Cause);

        // With all conversations at hand it can be told, either way.
        Assert.True(Match(scope, incident, eleven).IsHidden);
        AnomalyResult[] other = [.. eleven[..10], Night.Result(destination: "10.9.9.9", port: 22, reason: "new host")
            with { Model = "lab" }];
        Assert.False(Match(scope, incident, other).IsHidden);
    }

    [Fact]
    public void The_host_and_the_hours_hold_of_all_conversations()
    {
        var incident = Night.Incident(300, Night.Result(hour: 1), Night.Result(hour: 3, destination: "10.0.3.9"));
        Assert.True(Match(new() { Host = Night.Scanner, Hours = "00:00-05:00" }, incident).IsHidden);
        Assert.False(Match(new() { Host = Night.Scanner, Hours = "00:00-03:00" }, incident).IsHidden);
        Assert.True(Match(new() { Pair = "10.0.9.2 *" }, incident).IsHidden);
    }

    [Fact]
    public void A_pair_holds_of_all_conversations_with_one_peer()
    {
        var incident = Night.Incident(300, Night.Result(hour: 1), Night.Result(hour: 2));
        Assert.True(Match(new() { Pair = "10.0.9.2 10.0.3.7" }, incident).IsHidden);
    }

    [Fact]
    public void Ports_of_flows_that_were_not_kept_are_not_known()
    {
        var match = Match(new() { Ports = [443] }, Night.Incident(Night.Result(isKept: false)));
        Assert.False(match.IsHidden);
        Assert.Equal(SuppressionMissCause.NotAllKnown, Assert.Single(match.Misses).Cause);
    }

    [Fact]
    public void An_incident_suggests_its_host_peer_ports_and_service()
    {
        var one = SuppressionProposal.Of(Night.Incident(Night.Result(service: "ssl")), Night.Suppression());
        Assert.Equal("host 10.0.9.2, pair 10.0.9.2 10.0.3.7, ports 443, service ssl", one.Scope);
        var many = SuppressionProposal.Of(
            Night.Incident(300, Night.Result(), Night.Result(destination: "10.0.3.8")), Night.Suppression());
        Assert.Equal("host 10.0.9.2", many.Scope);
    }

    private static Scope Part(string part) => part switch
    {
        "ports" => new() { Ports = [443] },
        "service" => new() { Service = "https" },
        "evidence" => new() { Evidence = ["office"] },
        "pattern" => new() { Pattern = "*port 443" },
        _ => new() { Pair = "10.0.9.2 10.0.3.0/24" },
    };

    private static SuppressionMatch Match(
        Scope scope, AnomalyIncident incident, IReadOnlyList<AnomalyResult>? conversations = null) =>
        new SuppressionList(
        [
            Night.Suppression() with
            {
                Host = scope.Host, Pair = scope.Pair, Ports = scope.Ports, Service = scope.Service,
                Evidence = scope.Evidence, Hours = scope.Hours, Pattern = scope.Pattern,
            },
        ]).Match(incident, Night.Now, conversations);

    private sealed record Scope
    {
        public string? Host { get; init; }

        public string? Pair { get; init; }

        public int[] Ports { get; init; } = [];

        public string? Service { get; init; }

        public string[] Evidence { get; init; } = [];

        public string? Hours { get; init; }

        public string? Pattern { get; init; }
    }
}
