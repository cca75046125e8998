using System.Globalization;
using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Incidents;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Statistics;
using NetAnomaly.Core.Training;
using NetAnomaly.Flows.Samples;
using NetAnomaly.Models;

namespace NetAnomaly.Benchmarks.Verdicts;

/// <summary>
/// How many incidents of a scan are right, with the ensemble as it comes: all of them, and those that normal traffic
/// brings at most 20 times a day. CTU-13 scenario 6 (cut at 11:00 file time), and sample offices whose last day holds
/// every attack.
/// </summary>
internal static class IncidentBenchmark
{
    private static readonly DetectorRegistry Registry = new([.. CoreDetectors.Providers, new EmbeddedEngine()]);

    public static int Run(string[] arguments)
    {
        var seeds = Option("--seeds") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 1;
        var show = Option("--show") is { } count ? int.Parse(count, CultureInfo.InvariantCulture) : 0;
        Console.WriteLine(
            "| traffic | training | seed | conversations (anomalous) | AP by score | AP by p | p ≤ .001: right of "
                + "all | attacks among them | incidents: right of first 20 (all) | at most 20/day: right of all | "
                + "attacks among them |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
        var path = Option("--file") ?? Detection.Ctu13Capture.Usual;
        if (File.Exists(path)) Capture(path, show);
        else Console.Error.WriteLine(
            $"There is no file '{path}': name CTU-13's capture20110816.binetflow(.gz) with --file.");
        for (var seed = 42; seed < 42 + seeds && !arguments.Contains("--capture-only"); seed++)
        {
            foreach (var (hosts, days) in new[] { (10, 4), (25, 4), (60, 5) }) Office(hosts, days, seed, show);
        }

        return 0;

        string? Option(string name) =>
            Array.IndexOf(arguments, name) is var at and >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
    }

    private static void Capture(string path, int show)
    {
        var spec = ModelTrainer.New(ModelPresets.Default(ModelArchitecture.Ensemble).Spec).Spec;
        var (past, test) = new Detection.Ctu13Capture(path).Split(spec);
        var rule = new LabelRule(["*Botnet*"]);
        Measure(Path.GetFileName(path), "clean", spec, ["*Botnet*"], past, test, rule, show);
        Measure(Path.GetFileName(path), "dirty", spec, [], past, test, rule, show);
        Measure(Path.GetFileName(path), "dirty, 2 % trimmed", spec, [], past, test, rule, show, trim: 0.02);
    }

    private static void Office(int hosts, int days, int seed, int show)
    {
        var options = new SampleTrafficOptions
        {
            Hosts = hosts, Days = days, Seed = seed, Attacks = Enum.GetValues<SampleAttack>(),
        };
        var spec = ModelTrainer.New(ModelPresets.Default(ModelArchitecture.Ensemble).Spec with { Seed = seed }).Spec;
        var sequences = ConversationBuilder.Build(new SampleTraffic(options).Generate(), ConversationOptions.Of(spec))
            .ToArray();
        Conversation[] past = [.. sequences.Where(sequence => sequence.WindowStart < options.Start.AddDays(days - 1))];
        Measure($"office of {hosts}", "clean", spec, [], past, sequences[past.Length..], new LabelRule(), show);
    }

    private static void Measure(
        string traffic, string training, ModelSpec spec, string[] exclude, Conversation[] past, Conversation[] test,
        LabelRule rule, int show, double trim = 0)
    {
        var builder = new ConversationTableBuilder(spec.Schemes, exclude);
        foreach (var sequence in past) builder.Add(sequence);
        using var model = new ModelTrainer(Registry).Train(
            ModelTrainer.New(spec), builder.Build(), new TrainingOptions { CalibrationTrim = trim }, null, default);
        AnomalyResult[] results =
        [
            .. new ThresholdScan(model, AnomalyThreshold.Default).Score((IEnumerable<Conversation>)test, default),
        ];
        bool[] truths = [.. results.Select(result => result.Labels.Any(rule.IsAnomalous))];
        var all = IncidentBuilder.Of(results);
        AnomalyIncident[] rare = [.. all.Where(incident => incident.ExpectedPerDay <= 20)];
        var alerts = results.Where(result => result.IsAnomaly).ToArray();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {traffic} | {training} | {spec.Seed} | {test.Length:N0} ({truths.Count(bad => bad):N0}) | "
                + $"{RankingMetrics.AveragePrecision([.. results.Select(result => result.Score)], truths):.0000} | "
                + $"{RankingMetrics.AveragePrecision([.. results.Select(result => -Math.Log(result.PValue))], truths):.0000} | {alerts.Count(result => result.Labels.Any(rule.IsAnomalous))} of {alerts.Length} | {Attacks(alerts.SelectMany(result => result.Labels), rule)} | {Right(all.Take(20))} of {Math.Min(20, all.Count)} ({all.Count}) | {Right(rare)} of {rare.Length} | {Attacks(rare.SelectMany(incident => incident.Labels), rule)} |"));
        foreach (var incident in all.Take(show))
            Console.WriteLine(
                $"    {incident.ExpectedPerDay:0.####}/day severity {incident.Severity:0.0} {incident} "
                    + $"{string.Join(',', incident.Labels)}");

        int Right(IEnumerable<AnomalyIncident> incidents) =>
            incidents.Count(incident => incident.Labels.Any(rule.IsAnomalous));
    }

    private static string Attacks(IEnumerable<string> labels, LabelRule rule) =>
        string.Join(
            ' ',
            labels.Where(rule.IsAnomalous).Distinct().Order(StringComparer.Ordinal)
                .Select(label => label.Replace("flow=From-Botnet-V47-", "", StringComparison.Ordinal)));
}
