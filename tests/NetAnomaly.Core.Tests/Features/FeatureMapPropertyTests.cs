using FsCheck;
using FsCheck.Fluent;
using NetAnomaly.Core.Features;
using static NetAnomaly.Core.Tests.Features.FeatureMaker;
using static NetAnomaly.Core.Tests.Support.FlowMaker;

namespace NetAnomaly.Core.Tests.Features;

/// <summary>What holds for any flows.</summary>
public sealed class FeatureMapPropertyTests
{
    private static readonly Config Checks = Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20110816, 1)
        .WithQuietOnSuccess(true);

    private static readonly Gen<float> Number = Gen.OneOf(
        Gen.Elements(
            0f, -0f, 1f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.MinValue,
            float.Epsilon),
        Gen.Choose(-1_000_000, 1_000_000).Select(value => value / 64f));

    private static readonly Gen<FlowRecord> Carried =
        from size in Number
        from rate in Number
        from kind in Gen.Elements("a", "b", "c", "", "d e")
        select Carrying(size, rate, kind);

    private static readonly Gen<FlowRecord> Plain =
        from bytes in Gen.OneOf(
            Gen.Constant((long?)null), Gen.Choose(0, int.MaxValue).Select(value => (long?)value * value))
        from packets in Gen.OneOf(Gen.Constant((long?)null), Gen.Choose(0, 5).Select(value => (long?)value))
        from milliseconds in Gen.Choose(0, 5)
        from port in Gen.Elements<int?>(null, 0, 80, 443, 10000, 65535)
        from protocol in Gen.Elements("tcp", "udp", "arp")
        select Flow(bytes: bytes, protocol: protocol) with
        {
            Packets = packets, SourceBytes = bytes / 3, Duration = TimeSpan.FromMilliseconds(milliseconds),
            DestinationPort = port,
        };

    private static readonly Gen<FlowRecord[]> Flows = Gen.OneOf(Carried.NonEmptyListOf(), Plain.NonEmptyListOf())
        .Select(flows => flows.ToArray());

    [Fact]
    public void Only_finite_numbers_within_the_clip_leave_a_map() => ForAny((map, _, given) =>
        given.All(
            flow => Array.TrueForAll(
                map.Vector(flow), value => float.IsFinite(value) && Math.Abs(value) <= map.State.Clip)));

    [Fact]
    public void A_row_of_a_table_and_its_flow_give_the_same_vector() => ForAny((map, table, given) =>
        given.Select((flow, row) => map.Vector(flow).AsSpan().SequenceEqual(map.Vector(table, row))).All(same => same));

    [Fact]
    public void Every_output_is_written_whatever_was_in_the_vector_before() => ForAny((map, _, given) =>
    {
        var used = Enumerable.Repeat(float.NaN, map.Width).ToArray();
        map.Map(given[0], used);
        return used.AsSpan().SequenceEqual(map.Vector(given[0]));
    });

    [Fact]
    public void Every_category_is_exactly_one_of_its_outputs() => ForAny((map, _, given) => given.All(flow =>
    {
        var vector = map.Vector(flow);
        return map.State.Categories.All(column =>
            Enumerable.Range(0, map.Width).Where(
                i =>
                    map.Names[i].StartsWith($"{column.Name}=", StringComparison.Ordinal)).Select(i => vector[i]).Order()
                .SequenceEqual([.. Enumerable.Repeat(0f, column.Values.Count), 1f]));
    }));

    [Fact]
    public void A_category_that_training_never_had_goes_to_the_unknown() => Prop.ForAll(
        Carried.NonEmptyListOf().ToArbitrary(),
        training =>
        {
            var map = Fitted([.. training]);
            return map.At(map.Vector(Carrying(1, 1, "unseen")), "kind=(other)") == 1
                && training.All(flow => map.At(map.Vector(flow), "kind=(other)") == 0);
        }).Check(Checks);

    [Fact]
    public void A_restored_map_is_the_same_map() => ForAny((map, _, given) =>
        FeatureMap.Restore(map.State) is var restored
        && given.All(flow => map.Vector(flow).AsSpan().SequenceEqual(restored.Vector(flow))));

    [Fact]
    public void The_most_unusual_column_is_one_of_the_flow_whatever_the_flow() =>
        ForAny((map, table, given) => given.All(flow =>
        map.MostUnusual(flow) is var found
        && table.Schema.Numbers.Concat(table.Schema.Categories).Contains(found.Name)
        && found.Value.Length > 0
        && double.IsFinite(found.Deviation)));

    /// <summary>
    /// Checks a claim about a map fitted on half of any flows, the table of all of them, and the flows.
    /// </summary>
    private static void ForAny(Func<FeatureMap, FeatureTable, FlowRecord[], bool> claim) =>
        Prop.ForAll(Flows.ToArbitrary(), flows =>
    {
        var table = Table(flows);
        return claim(FeatureMap.Fit(table, [.. Enumerable.Range(0, (flows.Length + 1) / 2)]), table, flows);
    }).Check(Checks);
}
