using NetAnomaly.Core.Detection;
using System.Globalization;
using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Statistics;
using NetAnomaly.Core.Training;
using NetAnomaly.Flows.Samples;
using NetAnomaly.Models;
using NetAnomaly.Benchmarks.Detection;

namespace NetAnomaly.Benchmarks.Explaining;

/// <summary>
/// Training with 0, 0.1, 1 and 5 % conversations of attacks, with and without trimming: CTU-13 scenario 6 (cut at
/// 11:00; botnet conversations from before the cut) and the sample office (the same attacks a day before the tested
/// ones). Where they do not suffice, further hosts do the same: copies with other sources, drawn from the normal ones.
/// </summary>
internal static class ContaminationBenchmark
{
    private static readonly DetectorRegistry Registry = new([.. CoreDetectors.Providers, .. EmbeddedEngine.Providers]);
    private static readonly double[] Shares = [0, 0.001, 0.01, 0.05];

    public static int Run(string[] arguments)
    {
        var seed = Number("--seed") ?? 42;
        var trims = (Option("--trim") ?? "0,0.01,0.05").Split(',')
            .Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        var path = Option("--file") ?? Ctu13Capture.Usual;
        var capture = File.Exists(path) ? new Ctu13Capture(path) : null;
        if (capture is null)
            Console.Error.WriteLine(
                $"There is no file '{path}': name CTU-13's capture20110816.binetflow(.gz) with --file.");
        Console.WriteLine(
            "| traffic | detector | attack share | trimmed | of attacks | conversations train / test (anomalous) | "
                + "ROC-AUC | average precision | precision@20 |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (
            var (name, setup) in ExplainedDetectors.All(seed, Number("--epochs") ?? 0)
                .Where(detector => Option("--only") is not { } only || detector.Name == only))
        {
            foreach (var (traffic, normal, attacks, test) in Traffic(capture, setup.Spec, seed))
            {
                foreach (var share in Shares)
                {
                    foreach (var trim in trims)
                        Measure(
                            traffic, name, setup, (Contamination.Of(normal, attacks, share, seed), test), share, trim);
                }
            }
        }

        return 0;

        string? Option(string name) =>
            Array.IndexOf(arguments, name) is var at and >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
        int? Number(string name) => Option(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
    }

    private static IEnumerable<(string Name, Conversation[] Normal, Conversation[] Attacks,
        Conversation[] Test)> Traffic(Ctu13Capture? capture, ModelSpec spec, int seed)
    {
        if (capture is not null)
        {
            var (past, test) = capture.Split(spec);
            yield return (
                "CTU-13 6", [.. past.Where(conversation => !IsAttack(conversation))], [.. past.Where(IsAttack)], test);
        }

        var options = new SampleTrafficOptions
        {
            Hosts = 25, Days = 4, Seed = seed, Attacks = Enum.GetValues<SampleAttack>(),
        };
        var cut = options.Start.AddDays(3);
        var office = Build(options);
        Conversation[] earlier =
        [
            .. Build(options with { AttackDay = 3 }).Where(conversation => conversation.WindowStart < cut),
        ];
        yield return (
            "office of 25", [.. office.Where(conversation => conversation.WindowStart < cut)],
            [.. earlier.Where(IsAttack)], [.. office.Where(conversation => conversation.WindowStart >= cut)]);

        IEnumerable<Conversation> Build(SampleTrafficOptions traffic) =>
            ConversationBuilder.Build(new SampleTraffic(traffic).Generate(), ConversationOptions.Of(spec));
    }

    private static void Measure(
        string traffic, string name, ModelSetup setup, (Conversation[] Training, Conversation[] Test) split,
        double share, double trim)
    {
        var builder = new ConversationTableBuilder(
            setup.Spec.Schemes, [], DetectorKinds.Standard.Needs(setup.Spec).Features);
        foreach (var conversation in split.Training) builder.Add(conversation);
        using var model = new ModelTrainer(Registry).Train(
            ModelTrainer.New(setup.Spec), builder.Build(), setup.Options with { TrimShare = trim }, null, default);
        AnomalyResult[] results = [.. new ThresholdScan(model, AnomalyThreshold.Default).Score(split.Test, default)];
        double[] scores = [.. results.Select(result => result.Score)];
        bool[] truths = [.. results.Select(result => IsAttack(result.Sequence))];
        var attacks = split.Training.Count(IsAttack);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {traffic} | {name} | {100.0 * attacks / split.Training.Length:0.##} % ({100 * share:0.#} % asked) | "
                + $"{100 * trim:0.#} % ({model.Provenance!.Trimmed:N0}) | {attacks:N0} | "
                + $"{model.Provenance.Conversations:N0} / {results.Length:N0} ({truths.Count(bad => bad):N0}) | "
                + $"{RankingMetrics.RocAuc(scores, truths):.00000} | "
                + $"{RankingMetrics.AveragePrecision(scores, truths):.0000} | "
                + $"{RankingMetrics.PrecisionAt(20, scores, truths):0.00} |"));
    }

    private static bool IsAttack(Conversation conversation) =>
        conversation.Labels.Any(
            label => label.Contains(Ctu13Capture.Anomalous, StringComparison.Ordinal)
                || Enum.TryParse<SampleAttack>(label, out _));
}
