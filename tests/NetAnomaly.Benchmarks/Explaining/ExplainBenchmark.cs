using System.Diagnostics;
using System.Globalization;
using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Training;

namespace NetAnomaly.Benchmarks.Explaining;

/// <summary>
/// Whether explanations name what matters: the deletion test on alerts, the hit rate on attacks hidden in normal conversations, and what explaining costs beside scoring.
/// </summary>
internal static class ExplainBenchmark
{
    private const int MostAlerts = 100;

    public static int Run(string[] arguments)
    {
        var seed = Number("--seed") ?? 42;
        var trials = new List<TrafficTrial> { TrafficTrial.Office(Number("--hosts") ?? 25, seed) };
        var path = Option("--file") ?? NfqlCapture.Usual;
        if (File.Exists(path)) trials.Add(TrafficTrial.Nfql(path, new DateTime(2009, 12, 14, 0, 0, 0, DateTimeKind.Utc), Number("--days") ?? 1, seed));
        else Console.Error.WriteLine($"There is no file '{path}': name the nfql capture with --file.");
        Console.WriteLine("| traffic | detector | alerts | explaining / scoring | deletion: tested, holds, ties | mean fall named / random | mixed, alerted | named flows injected (by chance) | majority injected |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var trial in trials)
        {
            foreach (var (name, setup) in ExplainedDetectors.All(seed, Number("--epochs") ?? 0)) Measure(trial, name, setup, seed, Number("--sentences") ?? 0);
        }

        return 0;

        string? Option(string name) => Array.IndexOf(arguments, name) is var at and >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
        int? Number(string name) => Option(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
    }

    private static void Measure(TrafficTrial trial, string name, ModelSetup setup, int seed, int sentences)
    {
        using var model = trial.Train(setup);
        var scorer = new AnomalyScorer(model, AnomalyThreshold.Default);
        var conversations = trial.Conversations(setup.Spec);
        _ = scorer.Score(conversations.Take(1000), default).Count(result => result.Explanation!.Causes.Count > 0); // so that nothing is compiled while time is taken
        var clock = Stopwatch.StartNew();
        AnomalyResult[] results = [.. scorer.Score(conversations, default)];
        var scoring = clock.Elapsed;
        AnomalyResult[] alerts = [.. results.Where(result => result.IsAnomaly).OrderByDescending(result => result.Score)];
        clock.Restart();
        foreach (var alert in alerts) _ = alert.Explanation;
        var explaining = clock.Elapsed;
        foreach (var alert in alerts.Take(sentences)) Console.Error.WriteLine($"    {alert.Explanation} [{string.Join(',', alert.Labels)}] {string.Join("; ", alert.Explanation!.Causes)}");
        var deletion = new DeletionTest(scorer, conversations).Run([.. alerts.Take(MostAlerts)], seed);
        var hits = HitFigures.Of(scorer.Score(ConversationBuilder.Build(Splicing.Of(trial, conversations, seed), ConversationOptions.Of(setup.Spec)), default));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {trial.Name} | {name} | {alerts.Length:N0} of {results.Length:N0} | {explaining.TotalMilliseconds:N0} / {scoring.TotalMilliseconds:N0} ms = {explaining / scoring:P1} | {deletion.Tested} of {deletion.Alerts}, {(double)deletion.Holds / deletion.Tested:P1}, {(double)deletion.Ties / deletion.Tested:P1} | {deletion.Named:0.00} / {deletion.Random:0.00} | {hits.Mixed}, {hits.Alerted} | {hits.Precision:P1} ({hits.Chance:P1}) | {hits.Majority:P1} |"));
    }
}
