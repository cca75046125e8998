using System.Diagnostics;
using System.Globalization;
using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Training;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;

namespace NetAnomaly.Benchmarks.Readers;

/// <summary>
/// Millions of flows scanned end to end, with the memory that it takes: the nfql capture again and again, each time
/// later.
/// </summary>
internal static class SoakBenchmark
{
    private const int ReportEvery = 1_000_000;
    private const int Half = 5_000_000;
    private const int All = 10_000_000;

    // Longer than the capture, in whole hours, so that conversations stay what they are.
    private static readonly TimeSpan Shift = TimeSpan.FromDays(60);

    /// <summary>Runs it: <c>[--file NFQL] [--flows N]</c>.</summary>
    public static int Run(string[] options)
    {
        var path = Option(options, "--file") ?? "../shared/data/nfql/nfql-2009-netflow-v5.csv.gz";
        var most = int.Parse(
            Option(options, "--flows") ?? All.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        using var model = Train(path);
        var scorer = new ThresholdScan(model, AnomalyThreshold.Default);
        var builder = new ConversationBuilder(ConversationOptions.Of(model.Spec));
        var clock = Stopwatch.StartNew();
        var (flows, conversations, anomalies, atHalf) = (0, 0L, 0L, 0L);
        foreach (var flow in Stream(path).Take(most))
        {
            Count(builder.Add(flow));
            if (++flows % ReportEvery == 0)
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{flows:N0} flows, {flows / clock.Elapsed.TotalSeconds:N0} a second, peak {Peak() >> 20} "
                            + $"MiB, heap {GC.GetTotalMemory(false) >> 20} MiB"));
            if (flows == Half) atHalf = Peak();
        }

        Count(builder.Complete());
        var peak = Peak();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{flows:N0} flows, {conversations:N0} conversations, {anomalies:N0} anomalous, in "
                    + $"{clock.Elapsed.TotalSeconds:N1} s; peak {peak / 1e6:N0} MB, "
                    + $"{(atHalf > 0 ? (100.0 * peak / atHalf) - 100 : 0):0.0} % more than after {Half:N0}"));
        return peak < 600_000_000 && (atHalf == 0 || peak < atHalf * 1.05) ? 0 : 1;

        void Count(IReadOnlyList<Conversation> completed)
        {
            foreach (var batch in completed.Chunk(scorer.Scorer.BatchSize))
            {
                conversations += batch.Length;
                anomalies += scorer.Score(batch, default).Count(result => result.IsAnomaly);
            }
        }
    }

    private static AnomalyModel Train(string path)
    {
        var untrained = ModelTrainer.New(
            ModelPresets.Default(ModelArchitecture.TokenFrequency).Spec with { Name = "soak" });
        var corpus = new ConversationTableBuilder(
            untrained.Schemes, [], DetectorKinds.Standard.Needs(untrained.Spec).Features);
        foreach (
            var conversation in ConversationBuilder.Build(
                Read(path).Take(100_000), ConversationOptions.Of(untrained.Spec))) corpus.Add(conversation);
        return new ModelTrainer(new DetectorRegistry(CoreDetectors.Providers))
            .Train(untrained, corpus.Build(), new TrainingOptions(), null, default);
    }

    private static IEnumerable<FlowRecord> Stream(string path)
    {
        for (var turn = 0; ; turn++)
        {
            foreach (var flow in Read(path))
                yield return turn == 0 ? flow : flow with { Start = flow.Start + (turn * Shift) };
        }
    }

    private static IEnumerable<FlowRecord> Read(string path) =>
        FlowFile.Read(path, new FlowReadOptions(), new RejectCounter());

    private static long Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    private static string? Option(string[] options, string name) =>
        Array.IndexOf(options, name) is >= 0 and var at && at + 1 < options.Length ? options[at + 1] : null;
}
