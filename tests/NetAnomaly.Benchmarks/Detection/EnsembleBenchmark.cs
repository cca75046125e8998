using System.Diagnostics;
using System.Globalization;
using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Detectors.Frequency;
using NetAnomaly.Core.Incidents;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Statistics;
using NetAnomaly.Core.Training;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;
using NetAnomaly.Flows.Samples;
using NetAnomaly.Models;

namespace NetAnomaly.Benchmarks.Detection;

/// <summary>
/// The ensemble as it comes, and one member alone, on CTU-13 scenario 6 (cut at 11:00 file time, clean and dirty
/// training) and on sample offices of three sizes (the last day holds every attack). The defaults are the same
/// everywhere; no label is used in scoring.
/// </summary>
internal static class EnsembleBenchmark
{
    private static readonly DateTime Cut = new(2011, 8, 16, 11, 0, 0, DateTimeKind.Utc);
    private static readonly DetectorRegistry Registry = new([new TokenFrequencyFactory(), new EmbeddedEngine()]);

    public static int Run(string[] arguments)
    {
        var seeds = Option("--seeds") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 1;
        Console.WriteLine(
            "| traffic | training | detector | seed | conversations train / test (anomalous) | ROC-AUC | average "
                + "precision | first 20 incidents right | train flows/s | score flows/s |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        var path = Option("--file") ?? "../shared/data/ctu13/capture20110816.binetflow.gz";
        for (var seed = 42; seed < 42 + seeds; seed++)
        {
            if (File.Exists(path)) Capture(path, seed);
            else Console.Error.WriteLine(
                $"There is no file '{path}': name CTU-13's capture20110816.binetflow(.gz) with --file.");
            if (arguments.Contains("--capture-only")) continue;
            foreach (var (hosts, days) in new[] { (10, 4), (25, 4), (60, 5) }) Office(hosts, days, seed);
        }

        return 0;

        string? Option(string name) =>
            Array.IndexOf(arguments, name) is var at and >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
    }

    private static ModelSpec Ensemble(int seed) =>
        ModelTrainer.New(
            ModelPresets.Default(ModelArchitecture.Ensemble).Spec with { Seed = seed, Name = "Ensemble" }).Spec;

    private static void Capture(string path, int seed)
    {
        var spec = Ensemble(seed);
        var sequences = ConversationBuilder.Build(
            FlowFile.Read(path, new FlowReadOptions(), new Rejects(), default), ConversationOptions.Of(spec)).ToArray();
        Conversation[] past = [.. sequences.Where(sequence => sequence.WindowStart < Cut)];
        foreach (var clean in new[] { true, false })
        {
            Measure(
                Path.GetFileName(path), clean
                    ? "clean"
                    : "dirty", spec, clean
                        ? ["*Botnet*"]
                        : [], past, sequences[past.Length..], new LabelRule(["*Botnet*"]));
        }
    }

    private static void Office(int hosts, int days, int seed)
    {
        var options = new SampleTrafficOptions
        {
            Hosts = hosts, Days = days, Seed = seed, Attacks = Enum.GetValues<SampleAttack>(),
        };
        var spec = Ensemble(seed);
        var sequences = ConversationBuilder.Build(new SampleTraffic(options).Generate(), ConversationOptions.Of(spec))
            .ToArray();
        Conversation[] past = [.. sequences.Where(sequence => sequence.WindowStart < options.Start.AddDays(days - 1))];
        Measure($"office of {hosts}", "clean", spec, [], past, sequences[past.Length..], new LabelRule());
    }

    private static void Measure(
        string traffic, string training, ModelSpec spec, string[] exclude, Conversation[] past, Conversation[] test,
        LabelRule rule)
    {
        var builder = new ConversationTableBuilder(spec.Schemes, exclude);
        foreach (var sequence in past) builder.Add(sequence);
        var corpus = builder.Build();
        var clock = Stopwatch.StartNew();
        using var model = new ModelTrainer(Registry).Train(
            ModelTrainer.New(spec), corpus, new TrainingOptions(), null, default);
        var learning = clock.Elapsed.TotalSeconds;
        clock.Restart();
        AnomalyResult[] results = [.. new ThresholdScan(model, AnomalyThreshold.Default).Score(test, default)];
        var scoring = clock.Elapsed.TotalSeconds;
        bool[] truths = [.. results.Select(result => result.Labels.Any(rule.IsAnomalous))];
        double[] scores = [.. results.Select(result => result.Score)];
        var alerts = IncidentBuilder.Of(results);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {traffic} | {training} | {spec.Name} | {spec.Seed} | {model.Provenance!.Conversations:N0} / "
                + $"{test.Length:N0} ({truths.Count(bad => bad):N0}) | "
                + $"{RankingMetrics.RocAuc(scores, truths):.00000} | "
                + $"{RankingMetrics.AveragePrecision(scores, truths):.0000} | "
                + $"{alerts.Take(20).Count(incident => incident.Labels.Any(rule.IsAnomalous))} of "
                + $"{Math.Min(20, alerts.Count)} ({alerts.Count} in all) | {model.Provenance.Flows / learning:N0} | "
                + $"{test.Sum(sequence => (long)sequence.FlowCount) / scoring:N0} |"));
        foreach (var incident in alerts.Take(Environment.GetEnvironmentVariable("INCIDENTS") is null ? 0 : 8))
            Console.Error.WriteLine("    " + incident + " " + string.Join(',', incident.Labels));
    }

    private sealed class Rejects : IRejectSink
    {
        public void Add(RejectedRow row) => Console.Error.WriteLine(row);
    }
}
