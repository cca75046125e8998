namespace NetAnomaly.Architecture.Tests;

/// <summary>The layers of the product, lowest first. A new namespace gets its line here, or the tests fail.</summary>
internal static class Layers
{
    /// <summary>The assemblies, and which of ours each may use.</summary>
    public static IReadOnlyDictionary<string, string[]> Assemblies { get; } = new Dictionary<string, string[]>
    {
        ["NetAnomaly.Shared"] = [],
        ["NetAnomaly.Flows"] = ["NetAnomaly.Shared"],
        ["NetAnomaly.Core"] = ["NetAnomaly.Shared", "NetAnomaly.Flows"],
        ["NetAnomaly.Operations"] = ["NetAnomaly.Shared", "NetAnomaly.Flows", "NetAnomaly.Core"],
        ["NetAnomaly.Tensors"] = [],
        ["NetAnomaly.Models"] = ["NetAnomaly.Shared", "NetAnomaly.Flows", "NetAnomaly.Core", "NetAnomaly.Tensors"],
        ["NetAnomaly.PowerShell"] =
        [
            "NetAnomaly.Shared", "NetAnomaly.Flows", "NetAnomaly.Core", "NetAnomaly.Operations", "NetAnomaly.Models",
        ],
        ["netanomaly"] =
        [
            "NetAnomaly.Shared", "NetAnomaly.Flows", "NetAnomaly.Core", "NetAnomaly.Operations", "NetAnomaly.Models",
        ],
    };

    /// <summary>
    /// The namespaces of each assembly in order: a type uses types of its own line and of those above it. Names on
    /// one line are one component.
    /// </summary>
    public static IReadOnlyList<string[]> Namespaces { get; } =
    [
        ["NetAnomaly", "NetAnomaly.Internal", "NetAnomaly.Loading"],

        ["NetAnomaly.Flows.Disk"],
        ["NetAnomaly.Flows"],
        ["NetAnomaly.Flows.Content"],
        ["NetAnomaly.Flows.Text"],
        ["NetAnomaly.Flows.Wire"],
        ["NetAnomaly.Flows.Formats"],
        ["NetAnomaly.Flows.Files"],
        ["NetAnomaly.Flows.Pairing"],
        ["NetAnomaly.Flows.Mapping"],
        ["NetAnomaly.Flows.Writing"],
        ["NetAnomaly.Flows.Samples"],

        ["NetAnomaly.Core.Statistics"],
        ["NetAnomaly.Core.Weights"],
        ["NetAnomaly.Core.Tokens"],
        ["NetAnomaly.Core.Conversations"],
        ["NetAnomaly.Core.Features"],
        ["NetAnomaly.Core.Datasets"],
        ["NetAnomaly.Core.WordVectors"],
        ["NetAnomaly.Core.Detection"],
        ["NetAnomaly.Core.Detectors.Frequency"],
        ["NetAnomaly.Core.Detectors.Vectors"],
        ["NetAnomaly.Core.Detectors.Networks"],
        ["NetAnomaly.Core.Detectors.Metric"],
        ["NetAnomaly.Core.Detectors.Ledgers"],
        ["NetAnomaly.Core.Detectors.Ensemble"],
        ["NetAnomaly.Core.Detectors"],
        ["NetAnomaly.Core.Scoring"],
        ["NetAnomaly.Core.Incidents"],
        ["NetAnomaly.Core.Evaluation.Baselines"],
        ["NetAnomaly.Core.Evaluation"],
        ["NetAnomaly.Core.Auditing"],
        ["NetAnomaly.Core.Engines"],
        ["NetAnomaly.Core.Engines.Native"],
        ["NetAnomaly.Core.Engines.SelfTests"],
        ["NetAnomaly.Core.Engines.Packs"],
        ["NetAnomaly.Core.Training"],
        ["NetAnomaly.Core.ModelFiles"],
        ["NetAnomaly.Core.Services"],

        ["NetAnomaly.Operations.Documents"],
        ["NetAnomaly.Operations.Assets"],
        ["NetAnomaly.Operations.Assertions"],
        ["NetAnomaly.Operations.Suppressions"],
        ["NetAnomaly.Operations.State"],
        ["NetAnomaly.Operations.Feedback"],
        ["NetAnomaly.Operations.Inputs"],
        ["NetAnomaly.Operations.Alerts"],
        ["NetAnomaly.Operations.Delivery"],
        ["NetAnomaly.Operations.Nightly"],
        ["NetAnomaly.Operations.Scheduling"],
        ["NetAnomaly.Operations.Retraining"],

        ["NetAnomaly.Tensors.Kernels"],
        ["NetAnomaly.Tensors.Memory"],
        ["NetAnomaly.Tensors", "NetAnomaly.Tensors.Modules"],

        ["NetAnomaly.Models.Devices"],
        ["NetAnomaly.Models.Training"],
        ["NetAnomaly.Models.Networks"],
        ["NetAnomaly.Models.SelfTests.Reference"],
        ["NetAnomaly.Models.SelfTests"],
        ["NetAnomaly.Models.Words"],
        ["NetAnomaly.Models.Metric.Losses"],
        ["NetAnomaly.Models.Metric"],
        ["NetAnomaly.Models"],

        ["NetAnomaly.PowerShell.Binding"],
        ["NetAnomaly.PowerShell.Cmdlets"],

        ["NetAnomaly.Cli.Output", "NetAnomaly.Cli.Commands", "NetAnomaly.Cli"],
    ];

    /// <summary>The place of each namespace in the order.</summary>
    public static IReadOnlyDictionary<string, int> Ranks { get; } =
        Namespaces.SelectMany((line, rank) => line.Select(name => (name, rank)))
            .ToDictionary(pair => pair.name, pair => pair.rank);
}
