using System.Diagnostics;
using System.Globalization;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Engines;
using NetAnomaly.Core.Engines.Packs;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Training;
using NetAnomaly.Models;

namespace NetAnomaly.Benchmarks.Engines;

/// <summary>
/// The engines beside each other on every architecture in its default shape: flows per second of an epoch of training
/// and of scoring, from memory. Conversations are random, so that no engine is spared a repeat. Prints a table in
/// Markdown.
/// </summary>
internal static class EnginesBenchmark
{
    private const int Conversations = 1500;
    private const int Turns = 3;

    public static int Run(string[] arguments)
    {
        var wanted = arguments.FirstOrDefault(
            argument => Enum.TryParse<ModelArchitecture>(argument, ignoreCase: true, out _));
        var corpus = RandomConversations.Corpus(Conversations, seed: 1);
        var fresh = RandomConversations.Make(Conversations, seed: 2);
        var engines = Engines().ToArray();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{corpus.Flows:N0} flows in {Conversations:N0} conversations; flows/s, best of {Turns} (of one for "
                + $"training); {Environment.ProcessorCount} processors"));
        Console.WriteLine();
        Console.WriteLine("| architecture | batch | engine | device | precision | training | scoring |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (
            var architecture in new[]
            {
                ModelArchitecture.Clstm, ModelArchitecture.BiLstm, ModelArchitecture.Transformer,
            })
        {
            if (wanted is not null && !wanted.Equals(architecture.ToString(), StringComparison.OrdinalIgnoreCase))
                continue;
            foreach (var engine in engines) Measure(architecture, engine, corpus, fresh);
        }

        return 0;
    }

    /// <summary>The embedded engine, and Torch on each device where a pack is installed.</summary>
    public static IEnumerable<IDetectorFactory> Engines()
    {
        yield return new EmbeddedEngine();
        IEngineBackend? torch = null;
        try
        {
            torch = TorchRuntime.Shared.Start();
        }
        catch (EngineException cause)
        {
            Console.WriteLine($"Without Torch: {cause.Message} {cause.Remedy}");
        }

        foreach (var device in torch?.Devices() ?? [])
        {
            yield return torch!.ForDevice(device.Name, EnginePrecision.Single);
            if (device.Name != "cpu") yield return torch.ForDevice(device.Name, EnginePrecision.BFloat16);
        }
    }

    private static void Measure(
        ModelArchitecture architecture, IDetectorFactory engine, ConversationTable corpus, Conversation[] fresh)
    {
        var (spec, options) = ModelPresets.Default(architecture);
        var trainer = new ModelTrainer(new DetectorRegistry([engine]));
        using var untrained = ModelTrainer.New(spec);

        // Once for what compiles and loads at first use.
        using (
            trainer.Train(
                untrained, RandomConversations.Corpus(100, seed: 3), options with { Epochs = 1 }, null,
                CancellationToken.None))
        {
        }

        using var model = trainer.Train(untrained, corpus, options with { Epochs = 1 }, null, CancellationToken.None);
        var trained = corpus.Flows * (1 - options.ValidationShare) / model.History[0].Duration.TotalSeconds;
        var scored = Enumerable.Range(0, Turns).Max(
            turn => Score(model, turn == 0 ? fresh : RandomConversations.Make(Conversations, seed: 10 + turn)));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {architecture} | {options.BatchSize} | {engine.Engine} | {engine.Device} | {engine.Precision} | "
                + $"{trained:N0} | {scored:N0} |"));
    }

    private static double Score(AnomalyModel model, Conversation[] conversations)
    {
        var scorer = new ThresholdScan(model, AnomalyThreshold.Default);
        var clock = Stopwatch.StartNew();
        foreach (var batch in conversations.Chunk(scorer.Scorer.BatchSize)) scorer.Score(batch, CancellationToken.None);
        return conversations.Sum(conversation => (long)conversation.FlowCount) / clock.Elapsed.TotalSeconds;
    }
}
