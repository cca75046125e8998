using FsCheck;
using FsCheck.Fluent;
using NetAnomaly.Core.Conversations;
using static NetAnomaly.Core.Tests.Support.FlowMaker;

namespace NetAnomaly.Core.Tests.Conversations;

/// <summary>What holds for any flows in any order.</summary>
public sealed class ConversationPropertyTests
{
    private static readonly Config Checks = Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20110816, 1)
        .WithQuietOnSuccess(true);

    // Few addresses and few minutes, so that conversations meet and start times collide; Line tells the flows apart.
    private static readonly Gen<FlowRecord[]> Traffic = (
        from seconds in Gen.Choose(0, 5 * 3600)
        from source in Gen.Choose(1, 4)
        from destination in Gen.Choose(1, 4)
        select Between(source, destination, seconds))
        .ArrayOf()
        .Select(flows => flows.Select((flow, line) => flow with { Line = line }).ToArray());

    private static readonly Gen<ConversationOptions> Options =
        from groupBy in Gen.Elements(Enum.GetValues<FlowGrouping>().Except([FlowGrouping.Flow]))
        from hours in Gen.Elements(1, 2, 24)
        from minutes in Gen.Choose(0, 90)
        from most in Gen.Choose(1, 60)
        select new ConversationOptions
        {
            GroupBy = groupBy, Window = TimeSpan.FromHours(hours), Tolerance = TimeSpan.FromMinutes(minutes),
            MaxOpenFlows = most,
        };

    [Fact]
    public void Any_flows_in_any_order_are_all_handed_on_once()
    {
        var cases = from flows in Traffic from options in Options select (flows, options);
        Prop.ForAll(cases.ToArbitrary(), given =>
        {
            var lines = ConversationBuilder.Build(given.flows, given.options).SelectMany(sequence => sequence.Flows)
                .Select(flow => flow.Line);
            return lines.Order().SequenceEqual(given.flows.Select(flow => flow.Line));
        }).Check(Checks);
    }

    [Fact]
    public void Every_conversation_holds_flows_of_one_key_and_one_window_in_order()
    {
        var cases = from flows in Traffic from options in Options select (flows, options);
        Prop.ForAll(cases.ToArbitrary(), given => ConversationBuilder.Build(given.flows, given.options).All(sequence =>
            sequence.Flows.Select(flow => Key(flow, given.options.GroupBy)).Distinct().Count() == 1
            && sequence.Flows.All(
                flow => flow.Start >= sequence.WindowStart && flow.Start < sequence.WindowStart + sequence.Window)
            && sequence.Flows.Zip(sequence.Flows.Skip(1)).All(
                pair => (pair.First.Start, pair.First.Line).CompareTo((pair.Second.Start, pair.Second.Line)) < 0)))
            .Check(Checks);
    }

    [Fact]
    public void Within_the_tolerance_there_is_one_conversation_per_key_and_window_whatever_the_order()
    {
        var cases = from flows in Traffic from options in Options select (
            flows, options: options with { Tolerance = TimeSpan.FromDays(1), MaxOpenFlows = 1_000_000 });
        Prop.ForAll(cases.ToArbitrary(), given =>
        {
            var built = ConversationBuilder.Build(given.flows, given.options).ToArray();
            var expected = given.flows.GroupBy(
                flow => (flow.Start.Ticks / built[0].Window.Ticks, Key(flow, given.options.GroupBy)));
            return Texts(built.Select(sequence => sequence.Flows))
                .SequenceEqual(
                    Texts(expected.Select(group => group.OrderBy(flow => flow.Start).ThenBy(flow => flow.Line))));
        }).Check(Checks);
    }

    [Fact]
    public void Never_more_flows_are_open_than_allowed()
    {
        var cases = from flows in Traffic from options in Options select (flows, options);
        Prop.ForAll(cases.ToArbitrary(), given =>
        {
            var builder = new ConversationBuilder(given.options);
            return given.flows.All(
                flow => builder.Add(flow) is not null && builder.OpenFlows <= given.options.MaxOpenFlows);
        }).Check(Checks);
    }

    private static FlowRecord Between(int source, int destination, int seconds) =>
        Flow(from: $"10.0.0.{source}", to: $"10.0.0.{destination}") with { Start = At("08:00").AddSeconds(seconds) };

    private static IEnumerable<string> Texts(IEnumerable<IEnumerable<FlowRecord>> conversations) =>
        conversations.Select(flows => string.Join(' ', flows.Select(flow => flow.Line))).Order(StringComparer.Ordinal);

    private static string Key(FlowRecord flow, FlowGrouping groupBy) => groupBy switch
    {
        FlowGrouping.Dyad =>
            string.Join(' ', new[] { flow.SourceAddress, flow.DestinationAddress }.Order(StringComparer.Ordinal)),
        FlowGrouping.DirectedDyad => $"{flow.SourceAddress} {flow.DestinationAddress}",
        FlowGrouping.Source => flow.SourceAddress,
        _ => flow.DestinationAddress,
    };
}
