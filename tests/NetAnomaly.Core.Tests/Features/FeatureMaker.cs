using NetAnomaly.Core.Features;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Features;

/// <summary>Flows that carry two numbers and a category.</summary>
internal static class FeatureMaker
{
    public static FeatureSchema Schema { get; } = new("Test", ["size", "rate"], ["kind"]);

    public static FlowRecord Carrying(float size, float rate, string kind) =>
        FlowMaker.Flow() with { Features = new FlowFeatures(Schema, [size, rate], [kind]) };

    public static FeatureTable Table(IEnumerable<FlowRecord> flows)
    {
        var builder = new FeatureTableBuilder();
        foreach (var flow in flows) builder.Add(flow);
        return builder.Build();
    }

    public static FeatureMap Fitted(params FlowRecord[] flows) => FitAll(Table(flows));

    public static FeatureMap FitAll(FeatureTable table) => FeatureMap.Fit(table, [.. Enumerable.Range(0, table.Rows)]);

    public static float[] Vector(this FeatureMap map, FlowRecord flow)
    {
        var vector = new float[map.Width];
        map.Map(flow, vector);
        return vector;
    }

    public static float[] Vector(this FeatureMap map, FeatureTable table, int row)
    {
        var vector = new float[map.Width];
        map.Map(table, row, vector);
        return vector;
    }

    /// <summary>What a vector has under a name.</summary>
    public static float At(this FeatureMap map, float[] vector, string name) =>
        vector[map.Names.ToList().IndexOf(name)];
}
