using System.Diagnostics;
using System.Globalization;
using NetAnomaly.Core.Statistics;

namespace NetAnomaly.Benchmarks.Detection;

/// <summary>
/// Metric learning and the baselines on vectors, on the official split of NSL-KDD: fitted on KDDTrain+ alone, threshold
/// at a quantile of its kept normal rows, measured on KDDTest+. With <c>--select</c>, KDDTest+ is not looked at: see
/// <see cref="NslKddSelection"/>, which is what parameters are to be chosen by.
/// </summary>
internal sealed class NslKddBenchmark(NslKddSplit split, int seeds, int firstSeed)
{
    private const string Usual = "../shared/data/nsl-kdd";

    // False alarms among kept normal rows at which the thresholds stand.
    private static readonly double[] AlarmRates = [0.05, 0.1];

    public static int Run(string[] arguments)
    {
        var folder = Option("--folder") ?? Usual;
        if (!Directory.Exists(folder))
        {
            Console.Error.WriteLine(
                $"There is no folder '{folder}': name the one with KDDTrain+.txt.gz and KDDTest+.txt.gz with "
                    + $"--folder.");
            return 1;
        }

        var benchmark = new NslKddBenchmark(new NslKddSplit(folder), Number("--seeds") ?? 5, Number("--seed") ?? 42);
        benchmark.Run(
            NslKddCandidate.All(Number("--epochs")), Option("--only"), arguments.Contains("--select")
                ? Number("--rows") ?? 6000
                : null, arguments.Contains("--attacks"));
        return 0;

        string? Option(string name) =>
            Array.IndexOf(arguments, name) is var at and >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
        int? Number(string name) => Option(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
    }

    private void Run(IEnumerable<NslKddCandidate> candidates, string? only, int? foldRows, bool attacks)
    {
        var names = only?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var chosen = candidates.Where(
            candidate => names is null || names.Contains(candidate.Name, StringComparer.OrdinalIgnoreCase));
        if (foldRows is { } size) NslKddSelection.Run(split, chosen, firstSeed, size);
        else Measure(chosen, attacks);
    }

    private void Measure(IEnumerable<NslKddCandidate> candidates, bool attacks)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"NSL-KDD, official split: KDDTrain+ {split.Rows.Training:N0} rows, of which a drawn tenth is kept to "
                + $"calibrate; KDDTest+ {split.Rows.Test:N0} rows, {split.IsAnomalous.Count(is_ => is_):N0} of them "
                + $"attacks, {split.IsUnseen.Count(is_ => is_):N0} of names that training has not. {seeds} seed(s) "
                + $"from {firstSeed}, mean ± standard deviation; thresholds at 5 % and 10 % false alarms among kept "
                + $"normal rows."));
        Console.WriteLine();
        Console.WriteLine(
            "| detector | labels | ROC-AUC | ROC-AUC, unseen attacks | accuracy at 5 % | accuracy at 10 % | train s "
                + "| score rows/s |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var candidate in candidates)
        {
            var figures = Enumerable.Range(firstSeed, seeds).Select(seed => Once(candidate, seed, attacks)).ToArray();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {candidate.Name} | {(candidate.HeedsLabels ? "attack names" : "normal only")} | "
                    + $"{Spread(figures, one => one.RocAuc)} | {Spread(figures, one => one.Unseen)} | "
                    + $"{Spread(figures, one => one.Accuracies[0])} | {Spread(figures, one => one.Accuracies[1])} | "
                    + $"{figures.Average(one => one.Training):0.0} | {figures.Average(one => one.ScoringRate):N0} |"));
        }
    }

    private Figures Once(NslKddCandidate candidate, int seed, bool attacks)
    {
        var drawn = split.Draw(seed, !candidate.HeedsLabels);
        var clock = Stopwatch.StartNew();
        using var detector = candidate.Train(seed, drawn.Fit, drawn.Held);
        var training = clock.Elapsed.TotalSeconds;
        clock.Restart();
        var scores = NslKddCandidate.Scores(detector, drawn.Test);
        var scoring = clock.Elapsed.TotalSeconds;
        var normal = NslKddCandidate.Scores(detector, NslKddCandidate.Normal(drawn.Held)).Order().ToArray();
        if (attacks) Print(scores);
        var kept = Enumerable.Range(0, scores.Length).Where(row => !split.IsAnomalous[row] || split.IsUnseen[row])
            .ToArray();
        return new Figures(
            RankingMetrics.RocAuc(scores, split.IsAnomalous),
            RankingMetrics.RocAuc(
                [.. kept.Select(row => scores[row])], [.. kept.Select(row => split.IsAnomalous[row])]),
            [.. AlarmRates.Select(rate => Accuracy(scores, normal[(int)((1 - rate) * normal.Length)]))],
            training,
            scores.Length / scoring);
    }

    private double Accuracy(double[] scores, double threshold) =>
        Enumerable.Range(0, scores.Length).Count(
            row => scores[row] > threshold == split.IsAnomalous[row]) / (double)scores.Length;

    private void Print(double[] scores)
    {
        var normal = Enumerable.Range(0, scores.Length).Where(row => !split.IsAnomalous[row]).Select(row => scores[row])
            .ToArray();
        foreach (
            var attack in Enumerable.Range(0, scores.Length).Where(row => split.IsAnomalous[row])
                .GroupBy(row => split.TestLabels[row]).OrderByDescending(rows => rows.Count()))
        {
            double[] own = [.. attack.Select(row => scores[row])];
            var area = RankingMetrics.RocAuc(
                [.. normal, .. own], [.. normal.Select(_ => false), .. own.Select(_ => true)]);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {attack.Key} ({own.Length:N0}{(split.IsUnseen[attack.First()] ? ", unseen" : "")}): "
                        + $"{area:.000}"));
        }
    }

    private static string Spread(Figures[] figures, Func<Figures, double> of) => Spread([.. figures.Select(of)]);

    private static string Spread(double[] figures)
    {
        var mean = figures.Average();
        if (figures.Length == 1) return mean.ToString(".0000", CultureInfo.InvariantCulture);
        var deviation = Math.Sqrt(figures.Sum(figure => (figure - mean) * (figure - mean)) / (figures.Length - 1));
        return string.Create(CultureInfo.InvariantCulture, $"{mean:.0000} ± {deviation:.0000}");
    }

    private sealed record Figures(
        double RocAuc, double Unseen, double[] Accuracies, double Training, double ScoringRate);
}
