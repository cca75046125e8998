using NetAnomaly.Core.Detection;
using System.Diagnostics;
using System.Globalization;
using NetAnomaly.Benchmarks.Captures;
using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Scoring;

namespace NetAnomaly.Benchmarks.Explaining;

/// <summary>
/// Whether explanations name what matters: the deletion test on the highest scores of conversations that hold flows
/// which do not stand out, the hit rate on attacks hidden in normal conversations, and what explaining costs beside
/// scoring.
/// </summary>
internal static class ExplainBenchmark
{
    private const int MostTested = 100;
    private const int ShownADay = 20;

    public static int Run(string[] arguments)
    {
        var seed = Number("--seed") ?? 42;
        var trials = new List<TrafficTrial> { TrafficTrial.Office(Number("--hosts") ?? 25, seed) };
        var path = Option("--file") ?? NfqlCapture.Usual;
        if (File.Exists(path))
            trials.Add(
                TrafficTrial.Nfql(
                    path, new DateTime(2009, 12, 14, 0, 0, 0, DateTimeKind.Utc), Number("--days") ?? 1, seed));
        else Console.Error.WriteLine($"There is no file '{path}': name the nfql capture with --file.");
        Console.WriteLine(
            "| traffic | detector | alerts | explaining all alerts / scoring | explaining those shown | alerts of "
                + "which all flows stand out | deletion: tested, holds, ties | mean fall named / random | mixed, "
                + "alerted | named flows injected (at random) | majority injected | named flows injected, alerts (at "
                + "random) |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var trial in trials)
        {
            foreach (var (name, setup) in ExplainedDetectors.All(seed, Number("--epochs") ?? 0)) Measure(
                trial, name, setup, seed, Number("--sentences") ?? 0);
        }

        return 0;

        string? Option(string name) =>
            Array.IndexOf(arguments, name) is var at and >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
        int? Number(string name) => Option(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
    }

    private static void Measure(TrafficTrial trial, string name, ModelSetup setup, int seed, int sentences)
    {
        using var model = trial.Train(setup);
        var scorer = new ThresholdScan(model, AnomalyThreshold.Default);
        var conversations = trial.Conversations(setup.Spec);
        // So that nothing is compiled while time is taken.
        _ = scorer.Score(conversations.Take(1000), default).Count(result => result.Explanation!.Causes.Count > 0);
        var clock = Stopwatch.StartNew();
        AnomalyResult[] results = [.. scorer.Score(conversations, default)];
        var scoring = clock.Elapsed;
        AnomalyResult[] alerts =
        [
            .. results.Where(result => result.IsAnomaly).OrderByDescending(result => result.Score),
        ];
        clock.Restart();
        foreach (var alert in alerts) _ = alert.Explanation;
        var explaining = clock.Elapsed;
        foreach (var alert in alerts.Take(sentences))
            Console.Error.WriteLine(
                $"    {alert.Explanation} [{string.Join(',', alert.Labels)}] "
                    + $"{string.Join("; ", alert.Explanation!.Causes)}");
        AnomalyResult[] shown = [.. results.GroupBy(result => result.WindowStart.Date)
            .SelectMany(day => new ThresholdScan(model, AnomalyThreshold.Default)
            .Score(
                day.Where(result => result.IsAnomaly).OrderByDescending(result => result.Score).Take(ShownADay)
                    .Select(result => result.Sequence), default))];
        clock.Restart();
        foreach (var alert in shown) _ = alert.Explanation;
        var explainingShown = clock.Elapsed;
        var deletion = new DeletionTest(scorer, conversations)
            .Run(
                [
                    .. results.OrderByDescending(result => result.Score)
                    .Where(result => result.Explanation!.Flows.Count < result.FlowCount).Take(MostTested),
                ], seed);
        var hits = HitFigures.Of(
            scorer.Score(
                ConversationBuilder.Build(Splicing.Of(trial, conversations, seed), ConversationOptions.Of(setup.Spec)),
                default));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {trial.Name} | {name} | {alerts.Length:N0} of {results.Length:N0} | "
                + $"{explaining.TotalMilliseconds:N0} / {scoring.TotalMilliseconds:N0} ms = "
                + $"{explaining / scoring:P1} | {explainingShown.TotalMilliseconds:0.0} ms = "
                + $"{explainingShown / scoring:P2} | "
                + $"{alerts.Count(alert => alert.Explanation!.Flows.Count == alert.FlowCount):N0} | "
                + $"{deletion.Tested}, {(double)deletion.Holds / deletion.Tested:P1}, "
                + $"{(double)deletion.Ties / deletion.Tested:P1} | {deletion.Named:0.00} / {deletion.Random:0.00} | "
                + $"{hits.Mixed}, {hits.Alerted} | {hits.Precision:P1} ({hits.Chance:P1}) | {hits.Majority:P1} | "
                + $"{hits.AlertPrecision:P1} ({hits.AlertChance:P1}) |"));
    }
}
