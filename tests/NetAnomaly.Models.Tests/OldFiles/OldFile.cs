using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Flows.Samples;

namespace NetAnomaly.Models.Tests.OldFiles;

/// <summary>The files in tests/Fixtures/v0.1.0, and the sample traffic that belongs to them.</summary>
internal static class OldFile
{
    private const int Seed = 1;
    private const int Hosts = 2;

    // All that are quiet: a flood has more conversations than all the rest.
    private static readonly SampleAttack[] Attacks =
        [SampleAttack.PortScan, SampleAttack.SshBruteForce, SampleAttack.Beacon, SampleAttack.Exfiltration];

    // Version 0.1.0 made the same flows for every start, but later: these are its flows of 5 and 6 March.
    private static readonly Lazy<FlowRecord[]> Scanned = new(() =>
    [
        .. Flows(new() { Hosts = Hosts, Seed = Seed, Days = 2, Attacks = Attacks, AttackDay = 2 })
            .Select(flow => flow with { Start = flow.Start.AddDays(3) }),
    ]);

    /// <summary>Where they lie.</summary>
    public static string Folder { get; } = FindFolder();

    /// <summary>The models that score.</summary>
    public static IReadOnlyList<string> Trained { get; } =
    [
        "token-frequency", "token-frequency-by-host",
        "clstm", "clstm-word-vectors", "clstm-published", "clstm-semi-supervised",
        "transformer", "transformer-published", "bilstm", "bilstm-published",
        "clstm-classifier", "transformer-classifier", "bilstm-classifier",
        "clstm-classifier-published", "transformer-classifier-published", "bilstm-classifier-published",
        "metric", "metric-labels", "metric-taught", "metric-lstm", "metric-transformer",
        "nearest-neighbor", "nearest-neighbor-labels", "isolation-forest",
        "ensemble", "ensemble-networks",
    ];

    /// <summary>The models whose training has left a checkpoint: one of each kind of trainer.</summary>
    public static IReadOnlyList<string> WithCheckpoint { get; } = ["clstm", "clstm-classifier", "metric-labels"];

    /// <summary>The path of a model file.</summary>
    public static string PathOf(string name) => Path.Combine(Folder, name + ModelFile.Extension);

    /// <summary>The path of the checkpoint that a model's training has left.</summary>
    public static string CheckpointOf(string name) => Path.Combine(Folder, name + ".checkpoint");

    /// <summary>What is scanned: two days of the office, the second with attacks, grouped as a model wants.</summary>
    public static IEnumerable<Conversation> Scan(ModelSpec spec) =>
        ConversationBuilder.Build(Scanned.Value, ConversationOptions.Of(spec));

    /// <summary>What models were trained on: a day of the office, with attacks where a model uses labels.</summary>
    public static ConversationTable Training(ModelSpec spec)
    {
        var attacks = spec.Learning == LearningMode.Unsupervised ? [] : Attacks;
        var flows = Flows(new() { Hosts = Hosts, Seed = Seed, Days = 1, Attacks = attacks });
        var corpus = new ConversationTableBuilder(spec.Schemes, [], DetectorKinds.Standard.Needs(spec).Features);
        foreach (var conversation in ConversationBuilder.Build(flows, ConversationOptions.Of(spec)))
        {
            corpus.Add(conversation);
        }

        return corpus.Build();
    }

    private static FlowRecord[] Flows(SampleTrafficOptions options) => [.. new SampleTraffic(options).Generate()];

    private static string FindFolder()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "NetAnomaly.PowerShell.sln")))
        {
            root = root.Parent;
        }

        if (root is null) throw new DirectoryNotFoundException("The tests run outside the repository.");
        return Path.Combine(root.FullName, "tests", "Fixtures", "v0.1.0");
    }
}
