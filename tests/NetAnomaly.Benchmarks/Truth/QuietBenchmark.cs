using System.Globalization;
using NetAnomaly.Benchmarks.Figures;
using NetAnomaly.Benchmarks.Truth.Captures;
using NetAnomaly.Core.Incidents;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Flows.Samples;

namespace NetAnomaly.Benchmarks.Truth;

/// <summary>
/// False alarms of the default detector: sample offices without attacks, trained on some days, scanned over later ones.
/// </summary>
internal static class QuietBenchmark
{
    private const string Header =
        "| office | conversations a day | anomalous a day: mean | worst | shown a day: mean | worst "
        + "| said to come once a day: mean | worst | once in ten days: mean |";

    private const int FirstSeed = 42;

    public static int Run(string[] arguments)
    {
        var (seeds, trained, days) = (Number("--seeds", 3), Number("--trained", 5), Number("--days", 20));
        var offices = Option("--hosts") is { } text ? [int.Parse(text, CultureInfo.InvariantCulture)]
            : new[] { 10, 25, 60 };
        List<string> table = [Header, "|---|---|---|---|---|---|---|---|---|"];
        foreach (var hosts in offices)
        {
            for (var seed = FirstSeed; seed < FirstSeed + seeds; seed++)
            {
                table.Add(Line(hosts, seed, Of(hosts, seed, trained, days)));
                Console.WriteLine(table[^1]);
            }
        }

        if (arguments.Contains("--write"))
            GeneratedFigure.Write("docs/truth.md", "quiet", "quiet --write", string.Join('\n', table));
        return 0;

        string? Option(string name) =>
            Array.IndexOf(arguments, name) is var at and >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;

        int Number(string name, int otherwise) =>
            Option(name) is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : otherwise;
    }

    private static QuietDay[] Of(int hosts, int seed, int trained, int days)
    {
        var options = new SampleTrafficOptions { Hosts = hosts, Days = trained + days, Seed = seed };
        var cut = options.Start.AddDays(trained);
        var flows = new SampleTraffic(options).Generate().ToLookup(flow => flow.Start < cut);
        var spec = DefaultTraining.Spec(TruthOptions.Default, seed);
        using var model =
            DefaultTraining.Train(TruthOptions.Default, DefaultTraining.Table(spec, [.. flows[true]]), seed);
        AnomalyResult[] results =
        [
            .. new ThresholdScan(model, AnomalyThreshold.Default).Score(
                (IEnumerable<Conversation>)TruthTraffic.Conversations([.. flows[false]], spec), default),
        ];
        var incidents = IncidentBuilder.Of(results)
            .Where(one => IncidentBuilder.Within(one, IncidentBuilder.DefaultMaxPerDay) is not null)
            .ToLookup(one => one.Start.Date);
        return
        [
            .. results.GroupBy(result => result.WindowStart.Date).OrderBy(day => day.Key).Select(day =>
            {
                double[] rates =
                [
                    .. day.GroupBy(result => result.Host)
                        .Select(host => host.Min(result => result.ExpectedPerDay ?? double.NaN)),
                ];
                return new QuietDay(
                    day.Count(), day.Count(result => result.IsAnomaly), incidents[day.Key].Count(),
                    rates.Count(rate => rate <= 1), rates.Count(rate => rate <= 0.1));
            }),
        ];
    }

    private static string Line(int hosts, int seed, QuietDay[] days) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"| {hosts}, seed {seed} | {days.Average(day => day.Conversations):N0} "
                + $"| {days.Average(day => day.Anomalies):0.0} | {days.Max(day => day.Anomalies)} "
                + $"| {days.Average(day => day.Shown):0.0} | {days.Max(day => day.Shown)} "
                + $"| {days.Average(day => day.Rare):0.0} | {days.Max(day => day.Rare)} "
                + $"| {days.Average(day => day.Rarer):0.00} |");
}
