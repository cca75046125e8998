using System.Diagnostics;
using System.Globalization;
using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Evaluation;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Training;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;
using NetAnomaly.Models;

namespace NetAnomaly.Benchmarks.Detection;

/// <summary>
/// Classifiers on labelled captures, split by time: trained, validated and given their threshold on what lies before
/// the cut, judged per conversation on all behind it, at the base rate of the data. Prints the split card and a table
/// in Markdown.
/// </summary>
internal sealed class SupervisedBenchmark
{
    private static readonly DetectorRegistry Registry = new([.. EmbeddedEngine.Providers]);

    private static readonly Capture[] Captures =
    [
        new(
            "CTU-13 scenario 6", "ctu13/capture20110816.binetflow.gz", new(2011, 8, 16, 11, 0, 0, DateTimeKind.Utc),
            ["*Botnet*"]),
        // The middle of its time.
        new(
            "IoT-23 34-1", "iot23/CTU-IoT-Malware-Capture-34-1.conn.log.labeled.gz",
            new(2018, 12, 22, 3, 0, 0, DateTimeKind.Utc), ["*Malicious*"]),
    ];

    private static readonly TokenScheme[][] Words =
    [
        [TokenScheme.ProtoByte],
        [TokenScheme.ProtoByte, TokenScheme.ServicePort],
        [TokenScheme.ProtoByte, TokenScheme.ServicePort, TokenScheme.State],
        [
            TokenScheme.ProtoByte, TokenScheme.ServicePort, TokenScheme.State, TokenScheme.Duration,
            TokenScheme.Packets, TokenScheme.Direction,
        ],
    ];

    private readonly int seeds;
    private readonly ModelPreset preset;
    private readonly int? epochs;
    private readonly string? only;
    private readonly int? factors;
    private readonly bool showErrors;

    private SupervisedBenchmark(
        int seeds, ModelPreset preset, int? epochs, string? only, int? factors, bool showErrors) =>
        (this.seeds, this.preset, this.epochs, this.only, this.factors, this.showErrors) = (
            seeds, preset, epochs, only, factors, showErrors);

    public static int Run(string[] arguments)
    {
        var data = Option("--data") ?? "../shared/data";
        var benchmark = new SupervisedBenchmark(
            int.Parse(Option("--seeds") ?? "1", CultureInfo.InvariantCulture),
            Enum.Parse<ModelPreset>(Option("--preset") ?? nameof(ModelPreset.Default), ignoreCase: true),
            Option("--epochs") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null,
            Option("--only"),
            Option("--words") is { } count ? int.Parse(count, CultureInfo.InvariantCulture) : null,
            arguments.Contains("--errors"));
        Console.WriteLine(
            $"Command: `bench supervised {string.Join(' ', arguments)}`. Threshold: the best F1 on the training "
                + $"conversations kept from fitting.");
        foreach (
            var capture in Captures.Where(
                capture => Option("--capture") is not { } name
                    || capture.Name.Contains(name, StringComparison.OrdinalIgnoreCase)))
        {
            var path = Path.Combine(data, capture.File);
            if (File.Exists(path)) benchmark.Measure(capture, path);
            else Console.Error.WriteLine($"There is no file '{path}': name the folder that holds it with --data.");
        }

        return 0;

        string? Option(string name) =>
            Array.IndexOf(arguments, name) is var at and >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
    }

    private void Measure(Capture capture, string path)
    {
        Console.WriteLine();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"**{capture.Name}**, cut {capture.Cut:yyyy-MM-dd HH:mm}, undirected dyad-hours; anomalous: a flow "
                    + $"labelled {string.Join(", ", capture.Anomalous)}; seeds 42 to {41 + seeds} (mean ± standard "
                    + $"deviation); best epochs in brackets."));
        Console.WriteLine();
        Console.WriteLine(
            "| model | words | conversations train / test (anomalous) | epochs | accuracy | F1 | precision | recall "
                + "| F1 at p = .5 | ROC-AUC | average precision | training s |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var schemes in Words.Where(schemes => factors is null || schemes.Length == factors))
        {
            foreach (
                var architecture in new[]
                {
                    ModelArchitecture.Clstm, ModelArchitecture.Transformer, ModelArchitecture.BiLstm,
                })
            {
                var (plain, usual) = ModelPresets.Of(preset, architecture, LearningMode.Supervised);
                Measure(capture, path, $"{preset} {architecture}", plain with { Schemes = schemes }, usual);
            }
        }

        if (preset != ModelPreset.Default) return;
        foreach (var encoder in Enum.GetValues<MetricSequenceEncoder>())
        {
            var (plain, usual) = ModelPresets.Of(preset, ModelArchitecture.Metric, LearningMode.Supervised);
            var name = encoder == MetricSequenceEncoder.None
                ? "Default Metric"
                : $"Default Metric, sequence encoder {encoder}";
            var spec = plain.WithOptions<MetricOptions>(own => own with { SequenceEncoder = encoder });
            Measure(capture, path, name, spec, usual);
        }
    }

    private void Measure(Capture capture, string path, string name, ModelSpec spec, TrainingOptions usual)
    {
        if (only is not null && !name.Contains(only, StringComparison.OrdinalIgnoreCase)) return;
        var options = usual with { AnomalousLabels = capture.Anomalous, Epochs = epochs ?? usual.Epochs };
        var seesFeatures = DetectorKinds.Standard.Needs(spec).Features;
        var builder = new ConversationTableBuilder(spec.Schemes, [], seesFeatures);
        var test = new List<Conversation>();
        // Zeek writes by end.
        var flows = FlowFile.Read(path, new FlowReadOptions(), new Rejects(), default).OrderBy(flow => flow.Start);
        foreach (var sequence in ConversationBuilder.Build(flows, ConversationOptions.Of(spec)))
        {
            if (sequence.WindowStart < capture.Cut) builder.Add(sequence);
            else test.Add(sequence);
        }

        var corpus = builder.Build();
        var labels = LabelledDataset.Of(corpus, spec, options)!;
        var runs = Enumerable.Range(0, seeds).Select(at => Run(spec with { Seed = 42 + at }, corpus, options, test))
            .ToArray();
        var metric = runs[0].Metric;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {(seesFeatures ? "features" : string.Join(" × ", spec.Schemes))} | {corpus.Count:N0} "
                + $"({Enumerable.Range(0, corpus.Count).Count(labels.IsAnomalous):N0}) / {metric.Conversations:N0} "
                + $"({metric.Anomalous:N0}) | {runs[0].Model.History.Count} "
                + $"({string.Join(", ", runs.Select(run => run.Model.Provenance!.BestEpoch))}) | "
                + $"{Spread(runs, run => run.Metric.Accuracy)} | {Spread(runs, run => run.Metric.F1)} | "
                + $"{Spread(runs, run => run.Metric.Precision)} | {Spread(runs, run => run.Metric.Recall)} | "
                + $"{Spread(runs, run => run.AtHalf)} | {Spread(runs, run => run.Metric.RocAuc)} | "
                + $"{Spread(runs, run => run.Metric.AveragePrecision)} | {runs.Average(run => run.Seconds):0} |"));
        foreach (var run in runs) run.Model.Dispose();
    }

    private Outcome Run(ModelSpec spec, ConversationTable corpus, TrainingOptions options, List<Conversation> test)
    {
        var clock = Stopwatch.StartNew();
        var model = new ModelTrainer(Registry).Train(ModelTrainer.New(spec), corpus, options, null, default);
        var seconds = clock.Elapsed.TotalSeconds;
        if (showErrors) ShowErrors(model, options, test);
        return new Outcome(
            model, Judge(model, AnomalyThreshold.Default, options, test),
            Judge(model, new AnomalyThreshold { MinScore = Math.Log(2) }, options, test).F1, seconds);
    }

    private static void ShowErrors(AnomalyModel model, TrainingOptions options, List<Conversation> test)
    {
        var rule = new LabelRule(options.AnomalousLabels);
        foreach (var result in new ThresholdScan(model, AnomalyThreshold.Default).Score(test, default))
        {
            var isAnomalous = result.Labels.Any(rule.IsAnomalous);
            if (isAnomalous == result.IsAnomaly) continue;
            Console.Error.WriteLine(
                $"{model.Name} {model.Spec.Seed} {(isAnomalous ? "missed" : "false alarm")}: {result} "
                    + $"[{string.Join(", ", result.Labels)}] {string.Join(' ', result.Sequence.Tokens.Take(4))}");
        }
    }

    private static AnomalyMetric Judge(
        AnomalyModel model, AnomalyThreshold threshold, TrainingOptions options, List<Conversation> test)
    {
        var measurement = new ModelMeasurement(model, new LabelRule(options.AnomalousLabels));
        foreach (var result in new ThresholdScan(model, threshold).Score(test, default)) measurement.Add(result);
        return measurement.Measure();
    }

    private static string Spread(Outcome[] runs, Func<Outcome, double> figure)
    {
        var mean = runs.Average(figure);
        var deviation = runs.Length < 2
            ? 0
            : Math.Sqrt(runs.Sum(run => Math.Pow(figure(run) - mean, 2)) / (runs.Length - 1));
        return string.Create(
            CultureInfo.InvariantCulture, $"{mean:.0000}{(runs.Length < 2 ? "" : $" ± {deviation:.0000}")}");
    }

    private sealed record Capture(string Name, string File, DateTime Cut, string[] Anomalous);

    private sealed record Outcome(AnomalyModel Model, AnomalyMetric Metric, double AtHalf, double Seconds);

    private sealed class Rejects : IRejectSink
    {
        public void Add(RejectedRow row) => Console.Error.WriteLine(row);
    }
}
