using System.Diagnostics;
using System.Globalization;
using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Metrics;
using NetAnomaly.Core.Readers;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Training;
using NetAnomaly.Models.Engines;

namespace NetAnomaly.Benchmarks.Detection;

/// <summary>
/// Detectors on CTU-13 scenario 6, cut at 11:00 file time: trained on the dyad-hours before, with and without those that hold botnet flows,
/// tested on all after. Prints the split card and a table in Markdown.
/// </summary>
internal sealed class DetectionBenchmark(string path, int epochs, int seed)
{
    private const string Anomalous = "Botnet";
    private static readonly DateTime Cut = new(2011, 8, 16, 11, 0, 0, DateTimeKind.Utc);
    private static readonly DetectorCatalog Catalog = new([.. CoreDetectors.Providers, new EmbeddedEngine()]);

    public static int Run(string[] arguments)
    {
        var path = Option("--file") ?? "../shared/data/ctu13/capture20110816.binetflow.gz";
        if (!File.Exists(path))
        {
            Console.Error.WriteLine($"There is no file '{path}': name CTU-13's capture20110816.binetflow(.gz) with --file.");
            return 1;
        }

        new DetectionBenchmark(path, Number("--epochs", new TrainingOptions().Epochs), Number("--seed", 42)).Run(Option("--only"));
        return 0;

        string? Option(string name) => Array.IndexOf(arguments, name) is var at and >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
        int Number(string name, int otherwise) => Option(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
    }

    private static IEnumerable<ModelSpec> Specs(int seed)
    {
        TokenScheme[][] schemes = [[TokenScheme.ProtoByte], [TokenScheme.ProtoByte, TokenScheme.ServicePort], [TokenScheme.ProtoByte, TokenScheme.ServicePort, TokenScheme.State]];
        foreach (var factors in schemes)
        {
            var spec = new ModelSpec { Architecture = ModelArchitecture.TokenFrequency, Schemes = factors, Seed = seed };
            yield return spec with { Name = "TokenFrequency by flow" };
            yield return spec with { Name = "TokenFrequency by host", CountBy = WordCounting.SourceHost };
            yield return spec with { Name = "Clstm", Architecture = ModelArchitecture.Clstm };
        }
    }

    private void Run(string? only)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)}, cut {Cut:yyyy-MM-dd HH:mm}, undirected dyad-hours, mean, seed {seed}, {epochs} epochs for networks."));
        Console.WriteLine();
        Console.WriteLine("| detector | words | training | dyad-hours train / test (anomalous) | ROC-AUC | average precision | precision@20 | train flows/s per epoch | score flows/s |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var spec in Specs(seed).Where(spec => only is null || spec.Name.Contains(only, StringComparison.OrdinalIgnoreCase)))
        {
            foreach (var clean in new[] { true, false }) Measure(spec, clean);
        }
    }

    private void Measure(ModelSpec spec, bool clean)
    {
        var rejects = new Rejects();
        var corpus = new TrainingCorpusBuilder(spec.Schemes, clean ? [$"*{Anomalous}*"] : []);
        var test = new List<FlowSequence>();
        foreach (var sequence in ConversationBuilder.Build(FlowFile.Read(path, new FlowReadOptions(), rejects, default), ConversationOptions.Of(spec)))
        {
            if (sequence.WindowStart < Cut) corpus.Add(sequence);
            else test.Add(sequence);
        }

        var clock = Stopwatch.StartNew();
        var options = new TrainingOptions { Epochs = epochs };
        using var model = new ModelTrainer(Catalog).Train(ModelTrainer.New(spec), corpus.Build(), options, null, default);
        var training = clock.Elapsed.TotalSeconds;
        clock.Restart();
        var scores = new List<double>();
        var truths = new List<bool>();
        foreach (var result in new AnomalyScorer(model, AnomalyThreshold.Default).Score(test, default))
        {
            scores.Add(result.Score);
            truths.Add(result.Labels.Any(label => label.Contains(Anomalous, StringComparison.Ordinal)));
        }

        var scoring = clock.Elapsed.TotalSeconds;
        var (score, truth) = (scores.ToArray(), truths.ToArray());
        var passes = Math.Max(1, model.History.Count);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {spec.Name} | {string.Join(" × ", spec.Schemes)} | {(clean ? "clean" : "dirty")} | {model.Provenance!.Conversations:N0} / {test.Count:N0} ({truth.Count(bad => bad):N0}) | {RankingMetrics.RocAuc(score, truth):.0000} | {RankingMetrics.AveragePrecision(score, truth):.0000} | {RankingMetrics.PrecisionAt(20, score, truth):0.00} | {model.Provenance.Flows * passes / training:N0} | {test.Sum(sequence => (long)sequence.FlowCount) / scoring:N0} |"));
    }

    private sealed class Rejects : IRejectSink
    {
        public void Add(RejectedRow row) => Console.Error.WriteLine(row);
    }
}
