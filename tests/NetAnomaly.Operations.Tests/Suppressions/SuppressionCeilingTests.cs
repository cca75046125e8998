using NetAnomaly.Operations.Suppressions;

namespace NetAnomaly.Operations.Tests.Suppressions;

public sealed class SuppressionCeilingTests
{
    [Fact]
    public void Above_its_conversations_a_day_all_of_the_day_comes_back()
    {
        var list = Of(new() { MaxConversationsPerDay = 2 });
        AnomalyResult[] night =
        [
            Night.Result(hour: 1), Night.Result(hour: 2), Night.Result(hour: 3), Night.Result("10.0.9.3", hour: 3),
            Night.Result(hour: 1, day: 5),
        ];
        var matches = list.MatchAll(night, Night.Now);
        Assert.Equal([false, false, false, true, true], matches.Select(match => match.IsHidden));
        Assert.Equal("scanner allows 2 conversations a day; there are 3", Assert.Single(matches[0].Misses).Text);
    }

    [Fact]
    public void Bytes_and_flows_have_ceilings_of_their_own()
    {
        Assert.True(Hides(new() { MaxBytesPerDay = 2000 }, Night.Result(), Night.Result(hour: 2)));
        Assert.False(Hides(new() { MaxBytesPerDay = 1999 }, Night.Result(), Night.Result(hour: 2)));
        Assert.True(Hides(new() { MaxFlowsPerDay = 6 }, Night.Result(flows: 3), Night.Result(hour: 2, flows: 3)));
        Assert.False(Hides(new() { MaxFlowsPerDay = 5 }, Night.Result(flows: 3), Night.Result(hour: 2, flows: 3)));
    }

    [Fact]
    public void Bytes_that_nobody_knows_are_not_below_a_ceiling()
    {
        var match = Of(new() { MaxBytesPerDay = 5000 })
            .Match(Night.Incident(Night.Result(bytes: null)), Night.Now);
        Assert.False(match.IsHidden);
        Assert.Equal(SuppressionMissCause.NotAllKnown, Assert.Single(match.Misses).Cause);
        Assert.False(Of(new() { MaxBytesPerDay = 5000 }).Match(Night.Result(isKept: false), Night.Now).IsHidden);
    }

    [Fact]
    public void An_incident_of_several_days_is_compared_by_its_largest()
    {
        AnomalyResult[] three = [Night.Result(hour: 22), Night.Result(hour: 23), Night.Result(hour: 0, day: 5)];
        Assert.True(Hides(new() { MaxConversationsPerDay = 2 }, three));
        Assert.False(Hides(new() { MaxConversationsPerDay = 1 }, three));
    }

    [Theory]
    [InlineData(20, null)]
    [InlineData(19, nameof(SuppressionMissCause.NotAllKnown))]
    [InlineData(9, nameof(SuppressionMissCause.OverCeiling))]
    public void An_incident_that_keeps_a_part_is_hidden_where_all_of_it_is_within(
        int ceiling, string? cause)
    {
        var incident = Night.Incident(20, Night.Result(hour: 23), Night.Result(hour: 0, day: 5));
        var match = Of(new() { MaxConversationsPerDay = ceiling }).Match(incident, Night.Now);
        Assert.Equal(cause is null, match.IsHidden);
        Assert.Equal(cause, match.Misses.Count == 0 ? null : match.Misses[0].Cause.ToString());
    }

    [Fact]
    public void A_ceiling_of_an_incident_is_so_many_times_its_largest_day()
    {
        var incident = Night.Incident(
            Night.Result(hour: 22, flows: 2), Night.Result(hour: 23), Night.Result(hour: 0, day: 5));
        var of = SuppressionProposal.WithCeiling(Night.Suppression() with { Host = Night.Scanner }, incident, 10);
        Assert.Equal((20, 30, 30_000), (of.MaxConversationsPerDay, of.MaxFlowsPerDay, of.MaxBytesPerDay));
        Assert.True(new SuppressionList([of]).Match(incident, Night.Now).IsHidden);
    }

    private static bool Hides(Volumes volumes, params AnomalyResult[] results)
    {
        return Of(volumes).Match(Night.Incident(results), Night.Now).IsHidden;
    }

    private static SuppressionList Of(Volumes volumes) => new(
    [
        Night.Suppression() with
        {
            Network = "10.0.9.0/24", MaxConversationsPerDay = volumes.MaxConversationsPerDay,
            MaxFlowsPerDay = volumes.MaxFlowsPerDay, MaxBytesPerDay = volumes.MaxBytesPerDay,
        },
    ]);

    private sealed record Volumes
    {
        public long? MaxConversationsPerDay { get; init; }

        public long? MaxFlowsPerDay { get; init; }

        public long? MaxBytesPerDay { get; init; }
    }
}
