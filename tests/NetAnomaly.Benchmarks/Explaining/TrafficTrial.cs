using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Training;
using NetAnomaly.Flows.Samples;
using NetAnomaly.Models;
using NetAnomaly.Benchmarks.Captures;

namespace NetAnomaly.Benchmarks.Explaining;

/// <summary>
/// Traffic to learn from and traffic with attacks to find, without a word about either to the detectors.
/// </summary>
/// <param name="Name">What it is called.</param>
/// <param name="Past">Flows to learn from, by time.</param>
/// <param name="Test">Flows to score, by time; those of attacks are labelled.</param>
internal sealed record TrafficTrial(string Name, FlowRecord[] Past, FlowRecord[] Test)
{
    private static readonly DetectorRegistry Registry = new([.. CoreDetectors.Providers, .. EmbeddedEngine.Providers]);

    /// <summary>The sample office: four days, all attacks on the last.</summary>
    public static TrafficTrial Office(int hosts, int seed)
    {
        var options = new SampleTrafficOptions
        {
            Hosts = hosts, Days = 4, Seed = seed, Attacks = Enum.GetValues<SampleAttack>(),
        };
        var flows = new SampleTraffic(options).Generate().ToLookup(flow => flow.Start < options.Start.AddDays(3));
        return new TrafficTrial($"office of {hosts}", [.. flows[true]], [.. flows[false]]);
    }

    /// <summary>
    /// The nfql capture: three days to learn from, and all attacks laid over each of the days that follow.
    /// </summary>
    public static TrafficTrial Nfql(string path, DateTime from, int days, int seed)
    {
        var flows = NfqlCapture.Read(path, from.AddDays(days));
        FlowRecord[] past = [.. flows.TakeWhile(flow => flow.Start < NfqlCapture.First.AddDays(3))];
        var attacks = new LaidOverAttacks(past);
        var test = flows.SkipWhile(flow => flow.Start < from).Select(flow => flow with { Label = "Normal" });
        return new TrafficTrial(
            "nfql", past,
            [
                .. test.Concat(Enumerable.Range(0, days).SelectMany(day => attacks.Of(from.AddDays(day), seed)))
                .OrderBy(flow => flow.Start),
            ]);
    }

    /// <summary>Learns the past.</summary>
    public AnomalyModel Train(ModelSetup setup)
    {
        var builder = new ConversationTableBuilder(
            setup.Spec.Schemes, [], DetectorKinds.Standard.Needs(setup.Spec).Features);
        foreach (var conversation in ConversationBuilder.Build(Past, ConversationOptions.Of(setup.Spec)))
            builder.Add(conversation);
        return new ModelTrainer(Registry).Train(
            ModelTrainer.New(setup.Spec), builder.Build(), setup.Options, null, default);
    }

    /// <summary>The conversations to score.</summary>
    public Conversation[] Conversations(ModelSpec spec) =>
        [.. ConversationBuilder.Build(Test, ConversationOptions.Of(spec))];

    /// <summary>Whether a flow is of an attack.</summary>
    public static bool IsAttack(FlowRecord flow) => flow.Label is not (null or "Normal");
}
