using System.Diagnostics;
using System.Globalization;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Training;

namespace NetAnomaly.Benchmarks.Engines;

/// <summary>
/// How fast an engine trains and scores one architecture in its default shape, in a process of its own: flows per
/// second of an epoch and of scoring, from memory. Conversations are random, so that no engine is spared a repeat.
/// </summary>
internal static class EngineSpeed
{
    private const int Conversations = 1500;
    private const int ScoringTurns = 3;

    /// <summary>Measures and prints a line that <c>bench engines</c> reads.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="architecture">The architecture.</param>
    /// <param name="scoringMode">What scoring runs in, such as an inference mode; <see langword="null"/> for
    /// none.</param>
    public static void Run(
        IDetectorFactory engine, ModelArchitecture architecture, Func<IDisposable>? scoringMode = null)
    {
        var (spec, options) = ModelPresets.Default(architecture);
        var trainer = new ModelTrainer(new DetectorRegistry([engine]));
        using var untrained = ModelTrainer.New(spec);
        options = options with { Epochs = 1 };

        // Once for what compiles and loads at first use; the just-in-time compiler compiles for good after some thirty
        // calls.
        using (
            trainer.Train(untrained, RandomConversations.Corpus(600, seed: 3), options, null, CancellationToken.None))
        {
        }

        var corpus = RandomConversations.Corpus(Conversations, seed: 1);
        using var model = trainer.Train(untrained, corpus, options, null, CancellationToken.None);
        var trained = corpus.Flows * (1 - options.ValidationShare) / model.History[0].Duration.TotalSeconds;
        using var mode = scoringMode?.Invoke();
        var scorer = new ThresholdScan(model, AnomalyThreshold.Default);
        var rates = Enumerable.Range(0, ScoringTurns + 1).Select(
            turn => Score(scorer, RandomConversations.Make(Conversations, seed: 10 + turn))).Skip(1).Order().ToArray();
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"RESULT {trained:0} {rates[rates.Length / 2]:0}"));
    }

    private static double Score(ThresholdScan scorer, Conversation[] conversations)
    {
        var clock = Stopwatch.StartNew();
        foreach (var batch in conversations.Chunk(scorer.Scorer.BatchSize)) scorer.Score(batch, CancellationToken.None);
        return conversations.Sum(conversation => (long)conversation.FlowCount) / clock.Elapsed.TotalSeconds;
    }
}
