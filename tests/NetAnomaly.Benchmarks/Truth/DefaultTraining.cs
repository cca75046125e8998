using NetAnomaly.Benchmarks.Truth.Captures;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Training;
using NetAnomaly.Models;

namespace NetAnomaly.Benchmarks.Truth;

/// <summary>Trains detectors as they come.</summary>
internal static class DefaultTraining
{
    private static readonly DetectorRegistry Registry = new([.. CoreDetectors.Providers, .. EmbeddedEngine.Providers]);

    /// <summary>The dataset that a detector wants.</summary>
    public static ConversationTable Table(ModelSpec spec, FlowRecord[] flows)
    {
        var builder = new ConversationTableBuilder(spec.Schemes, [], DetectorKinds.Standard.Needs(spec).Features);
        foreach (var conversation in TruthTraffic.Conversations(flows, spec)) builder.Add(conversation);
        return builder.Build();
    }

    /// <summary>The description of a detector.</summary>
    public static ModelSpec Spec(ModelArchitecture architecture, int seed)
    {
        using var untrained = Untrained(architecture, seed);
        return untrained.Spec;
    }

    /// <summary>Trains.</summary>
    public static AnomalyModel Train(ModelArchitecture architecture, ConversationTable table, int seed)
    {
        using var untrained = Untrained(architecture, seed);
        return new ModelTrainer(Registry)
            .Train(untrained, table, ModelPresets.Default(architecture).Options, null, default);
    }

    private static AnomalyModel Untrained(ModelArchitecture architecture, int seed) =>
        ModelTrainer.New(ModelPresets.Default(architecture).Spec with { Seed = seed });
}
