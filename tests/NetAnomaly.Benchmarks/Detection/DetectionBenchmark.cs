using NetAnomaly.Core.Detection;
using System.Diagnostics;
using System.Globalization;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Statistics;
using NetAnomaly.Core.Training;
using NetAnomaly.Models;

namespace NetAnomaly.Benchmarks.Detection;

/// <summary>
/// Every architecture and baseline on CTU-13 scenario 6: trained on the dyad-hours before 11:00, with (dirty) and
/// without (clean) those that hold botnet flows, tested on all after. Prints the split card and a table in Markdown.
/// </summary>
internal sealed class DetectionBenchmark(Ctu13Capture capture, int seeds, int firstSeed)
{
    private static readonly DetectorRegistry Registry = new([.. CoreDetectors.Providers, .. EmbeddedEngine.Providers]);

    public static int Run(string[] arguments)
    {
        var path = Option("--file") ?? Ctu13Capture.Usual;
        if (!File.Exists(path))
        {
            Console.Error.WriteLine(
                $"There is no file '{path}': name CTU-13's capture20110816.binetflow(.gz) with --file.");
            return 1;
        }

        var benchmark = new DetectionBenchmark(new Ctu13Capture(path), Number("--seeds") ?? 1, Number("--seed") ?? 42);
        benchmark.Run(DetectionCandidate.All(Number("--epochs")), Option("--only"));
        return 0;

        string? Option(string name) =>
            Array.IndexOf(arguments, name) is var at and >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
        int? Number(string name) => Option(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
    }

    private void Run(IEnumerable<DetectionCandidate> candidates, string? only)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{capture.Name}, cut {Ctu13Capture.Cut:yyyy-MM-dd HH:mm}; trained models: {seeds} seed(s) from "
                + $"{firstSeed}, mean ± standard deviation; anomalous: a conversation with a Botnet flow."));
        Console.WriteLine();
        Console.WriteLine(
            "| detector | words | training | conversations train / test (anomalous) | ROC-AUC | average precision | "
                + "precision@20 | epochs | train flows/s per epoch | score flows/s |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (
            var candidate in candidates.Where(
                candidate => only is null || candidate.Name.Contains(only, StringComparison.OrdinalIgnoreCase)))
        {
            var (training, test) = capture.Split(candidate.Setup.Spec);
            Measure(candidate, clean: true, training, test);
            Measure(candidate, clean: false, training, test);
        }
    }

    private void Measure(DetectionCandidate candidate, bool clean, Conversation[] training, Conversation[] test)
    {
        var spec = candidate.Setup.Spec;
        var seesFeatures = DetectorKinds.Standard.Needs(spec).Features;
        var builder = new ConversationTableBuilder(
            spec.Schemes, clean ? [$"*{Ctu13Capture.Anomalous}*"] : [], seesFeatures);
        foreach (var sequence in training) builder.Add(sequence);
        var corpus = builder.Build();
        var figures = Enumerable.Range(firstSeed, candidate.IsSeeded ? seeds : 1)
            .Select(seed => Once(candidate.Setup, seed, corpus, test)).ToArray();
        var words = seesFeatures ? "features" : string.Join(" × ", spec.Schemes);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {candidate.Name} | {words} | {(clean ? "clean" : "dirty")} | {corpus.Count:N0} / {test.Length:N0} "
                + $"({figures[0].Anomalous:N0}) | {Spread(figures, one => one.RocAuc)} | "
                + $"{Spread(figures, one => one.AveragePrecision)} | "
                + $"{figures.Average(one => one.PrecisionAt20):0.00} | {figures.Average(one => one.Epochs):0.#} | "
                + $"{Median(figures, one => one.TrainingRate):N0} | {Median(figures, one => one.ScoringRate):N0} |"));
    }

    private static Figures Once(ModelSetup setup, int seed, ConversationTable corpus, Conversation[] test)
    {
        var clock = Stopwatch.StartNew();
        using var model = new ModelTrainer(Registry).Train(
            ModelTrainer.New(setup.Spec with { Seed = seed }), corpus, setup.Options, null, default);
        var training = clock.Elapsed.TotalSeconds;
        clock.Restart();
        var results = new ThresholdScan(model, AnomalyThreshold.Default).Score(test, default).ToArray();
        var scoring = clock.Elapsed.TotalSeconds;
        double[] scores = [.. results.Select(result => result.Score)];
        bool[] truths = [.. results.Select(Ctu13Capture.IsAnomalous)];
        return new Figures(
            RankingMetrics.RocAuc(scores, truths),
            RankingMetrics.AveragePrecision(scores, truths),
            RankingMetrics.PrecisionAt(20, scores, truths),
            truths.Count(truth => truth),
            model.History.Count,
            corpus.Flows * Math.Max(1, model.History.Count) / training,
            test.Sum(sequence => (long)sequence.FlowCount) / scoring);
    }

    private static string Spread(Figures[] figures, Func<Figures, double> of)
    {
        var spread = MetricSpread.Of("", [.. figures.Select(of)]);
        return figures.Length == 1
            ? spread.Mean.ToString(".0000", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{spread.Mean:.0000} ± {spread.StandardDeviation:.0000}");
    }

    private static double Median(Figures[] figures, Func<Figures, double> of) =>
        figures.Select(of).Order().ElementAt(figures.Length / 2);

    private sealed record Figures(
        double RocAuc, double AveragePrecision, double PrecisionAt20, int Anomalous, int Epochs, double TrainingRate,
        double ScoringRate);
}
