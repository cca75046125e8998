using NetAnomaly.Core.Detection;
using System.Globalization;
using NetAnomaly.Benchmarks.Captures;
using NetAnomaly.Core.Incidents;
using NetAnomaly.Core.Scoring;

namespace NetAnomaly.Benchmarks.Explaining;

/// <summary>
/// The sample generator's attacks laid over days of the nfql capture: which of them stand among the first incidents
/// (and the first conversations) of their day, and how long it took. Training: the first three days, no labels.
/// </summary>
internal static class InjectedBenchmark
{
    private const int Budget = 20;

    public static int Run(string[] arguments)
    {
        var seed = Number("--seed") ?? 42;
        var days = Number("--days") ?? 5;
        var path = Option("--file") ?? NfqlCapture.Usual;
        if (!File.Exists(path))
        {
            Console.Error.WriteLine($"There is no file '{path}': name the nfql capture with --file.");
            return 1;
        }

        var from = new DateTime(2009, 12, Number("--from") ?? 10, 0, 0, 0, DateTimeKind.Utc);
        var trial = TrafficTrial.Nfql(path, from, days, seed);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{trial.Past.Length:N0} flows to learn from, {trial.Test.Length:N0} to score, "
                    + $"{trial.Test.Count(TrafficTrial.IsAttack):N0} of attacks; {days} days from {from:yyyy-MM-dd}"));
        Console.WriteLine();
        Console.WriteLine(
            $"| detector | attack | attacked days | days found at {Budget} incidents | median time to detect | "
                + $"conversations found at {Budget} conversations |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var (name, setup) in ExplainedDetectors.All(seed, Number("--epochs") ?? 0)) Measure(
            trial, name, setup, from, days);
        return 0;

        string? Option(string name) =>
            Array.IndexOf(arguments, name) is var at and >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
        int? Number(string name) => Option(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
    }

    private static void Measure(TrafficTrial trial, string name, ModelSetup setup, DateTime from, int days)
    {
        using var model = trial.Train(setup);
        AnomalyResult[] results =
        [
            .. new ThresholdScan(model, AnomalyThreshold.Default).Score(trial.Conversations(setup.Spec), default),
        ];
        var byDay = Enumerable.Range(0, days).Select(
            day => results.Where(result => result.WindowStart.Date == from.AddDays(day)).ToArray()).ToArray();
        AnomalyIncident[][] incidents = [.. byDay.Select(WithinBudget)];
        AnomalyResult[][] first =
        [
            .. byDay.Select(day => day.OrderByDescending(result => result.Score).Take(Budget).ToArray()),
        ];
        foreach (var attack in Enum.GetNames<SampleAttack>())
        {
            var found = new List<TimeSpan>();
            var (attacked, conversations, caught) = (0, 0, 0);
            for (var day = 0; day < days; day++)
            {
                AnomalyResult[] own = [.. byDay[day].Where(result => result.Labels.Contains(attack))];
                if (own.Length == 0) continue;
                attacked++;
                conversations += own.Length;
                caught += first[day].Count(result => result.Labels.Contains(attack));
                if (!incidents[day].Any(incident => incident.Labels.Contains(attack))) continue;
                var began = own.Min(result => result.Sequence.Flows.First(flow => flow.Label == attack).Start);
                var alerted = incidents[day].Where(incident => incident.Labels.Contains(attack))
                    .SelectMany(
                        incident => own.Where(
                            result => result.WindowStart >= incident.Start && result.WindowStart < incident.End
                                && (result.SourceAddress == incident.Host || result.DestinationAddress
                                    == incident.Host)))
                    .Select(result => result.WindowStart + result.Sequence.Window)
                    .DefaultIfEmpty(own[^1].WindowStart + own[^1].Sequence.Window).Min();
                found.Add(alerted - began);
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {attack} | {attacked} | {found.Count} | "
                    + $"{(found.Count == 0 ? "" : found.Order().ElementAt(found.Count / 2).ToString(@"h\:mm", CultureInfo.InvariantCulture))} | {caught} of {conversations} |"));
        }

        var right = incidents.Sum(day => day.Count(incident => incident.Labels.Any(label => label != "Normal")));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | (all) | | {right} of {incidents.Sum(day => day.Length)} incidents right | "
                    + $"{results.Count(result => result.IsAnomaly):N0} alerts of {results.Length:N0} conversations | |"));
        var falseAlerts = results.Where(result => result.IsAnomaly && !result.Sequence.Flows.Any(TrafficTrial.IsAttack))
            .ToArray();
        foreach (
            var kind in falseAlerts.Where(alert => alert.Evidence.Count > 0)
                .GroupBy(alert => alert.Evidence.MaxBy(evidence => evidence.Share).Name)
                .OrderByDescending(kind => kind.Count()))
        {
            var hosts = kind.GroupBy(alert => alert.DestinationAddress).OrderByDescending(host => host.Count()).Take(3);
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"    false alerts by {kind.Key}: {kind.Count():N0}; most called: "
                    + $"{string.Join(", ", hosts.Select(host => $"{host.Key} {host.Count():N0}"))}; e.g. "
                    + $"{kind.First().Explanation}"));
        }
    }

    // The lowest threshold of the score under which a day's anomalous conversations gather into no more incidents than
    // the budget.
    private static AnomalyIncident[] WithinBudget(AnomalyResult[] day)
    {
        double[] scores = [.. day.Select(result => result.Score).Distinct().OrderDescending()];
        AnomalyIncident[] kept = [];
        var (from, to) = (0, Math.Min(scores.Length, 4096) - 1);
        while (from <= to)
        {
            var middle = (from + to) / 2;
            var incidents = IncidentBuilder.Of(
                day.Select(
                    result =>
                        result with { Verdict = result.Score >= scores[middle] ? Verdict.Anomalous : Verdict.Normal }));
            if (incidents.Count <= Budget) (kept, from) = ([.. incidents], middle + 1);
            else to = middle - 1;
        }

        return kept;
    }
}
