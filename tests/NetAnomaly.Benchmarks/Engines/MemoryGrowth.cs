using System.Diagnostics;
using System.Globalization;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Training;

namespace NetAnomaly.Benchmarks.Engines;

/// <summary>
/// Resident memory after 1,000 and after 10,000 scored batches, per engine. Before it is measured, so much is scored
/// that what a detector remembers of scored pieces has been full and was cleared once; what it remembers of the batches
/// in between is a few megabytes.
/// </summary>
internal static class MemoryGrowth
{
    private const int First = 1_000;
    private const int Last = 10_000;
    private const int PerBatch = 2;
    private const int Length = 16;
    private const int Remembered = 270_000;
    private const double Allowed = 0.05;

    public static int Run(string[] arguments)
    {
        var grew = false;
        foreach (
            var engine in EnginesBenchmark.Engines().Where(
                engine => arguments.Length == 0
                    || engine.Engine.Equals(arguments[0], StringComparison.OrdinalIgnoreCase))) grew |= Grows(engine);
        return grew ? 1 : 0;
    }

    private static bool Grows(IDetectorFactory engine)
    {
        var spec = ModelPresets.Default(ModelArchitecture.Clstm).Spec
            .WithOptions<ClstmOptions>(own => own with { EmbeddingSize = 16, HiddenSize = 16 });
        using var untrained = ModelTrainer.New(spec);
        using var model = new ModelTrainer(new DetectorRegistry([engine]))
            .Train(
                untrained, RandomConversations.Corpus(200, 1), new TrainingOptions { Epochs = 1 }, null,
                CancellationToken.None);
        var scorer = new ThresholdScan(model, AnomalyThreshold.Default);
        var random = new Random(1);
        for (var done = 0; done < Remembered; done += IDetector.UsualBatch) Score(IDetector.UsualBatch);
        for (var batch = 0; batch < First; batch++) Score(PerBatch);
        var before = Resident();
        for (var batch = First; batch < Last; batch++) Score(PerBatch);
        var after = Resident();
        var growth = (after - before) / before;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{engine.Engine} on {engine.Device}: {before:0.0} MiB after {First:N0} batches, {after:0.0} MiB after "
                + $"{Last:N0}: {growth:+0.0 %;-0.0 %} ({(growth <= Allowed ? "within" : "BEYOND")} {Allowed:0 %})"));
        return growth > Allowed;

        void Score(int count) => scorer.Score(RandomConversations.Batch(random, count, Length), CancellationToken.None);
    }

    private static double Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64 / 1048576.0;
    }
}
