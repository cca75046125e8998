using System.Globalization;
using NetAnomaly.Benchmarks.Truth.Captures;

namespace NetAnomaly.Benchmarks.Truth;

/// <summary>
/// Every development capture with a detector as it comes and every trivial rule beside it. Prints a line per capture.
/// </summary>
internal static class TruthBenchmark
{
    public static int Run(string[] arguments)
    {
        var options = TruthOptions.Of(arguments);
        foreach (
            var capture in TruthCaptures.All(options.Folder).Where(
                one => one.Name.Contains(options.Capture, StringComparison.OrdinalIgnoreCase)))
        {
            if (capture.Files.FirstOrDefault(file => !File.Exists(file)) is { } missing)
            {
                Console.WriteLine($"{capture.Name}: skipped, there is no file '{missing}' (--data FOLDER)");
                continue;
            }

            for (var seed = 42; seed < 42 + (capture.IsDrawn ? options.Seeds : 1); seed++) Run(capture, seed, options);
        }

        return 0;
    }

    private static void Run(ITruthCapture capture, int seed, TruthOptions options)
    {
        var traffic = capture.Read(seed);
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{capture.Name}{(capture.IsDrawn && options.Seeds > 1 ? $" seed {seed}" : "")}: "
                + $"{traffic.Training.Length:N0} / {traffic.Test.Length:N0} flows");
        if (options.Baselines)
        {
            var rules = BaselineScan.Of(traffic);
            line += $"; {Show(rules.MaxBy(rule => rule.RocAuc)!)}, {Show(rules.MaxBy(rule => rule.AveragePrecision)!)}";
        }

        if (options.Detectors.Count == 0) Console.WriteLine(line);
        foreach (var detector in options.Detectors)
        {
            var scan = DetectorScan.Of(detector, traffic, seed);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{line}; {scan.Results.Length:N0} conversations, "
                    + $"{scan.Results.Count(result => traffic.IsBad(result.Sequence)):N0} bad; {Show(scan.Figures)}, "
                    + $"by score {scan.ByScore.RocAuc:.0000}/{scan.ByScore.AveragePrecision:.0000}; "
                    + $"undetermined {scan.Undetermined:0.0%}; train {scan.Training.TotalSeconds:0.0} s, "
                    + $"score {scan.Scoring.TotalSeconds:0.0} s"));
            Console.WriteLine("    " + Show(scan.Incidents));
        }
    }

    private static string Show(BaselineMetric figures) => string.Create(
        CultureInfo.InvariantCulture,
        $"{figures.Rule} {figures.RocAuc:.0000}/{figures.AveragePrecision:.0000}");

    private static string Show(TruthIncidents incidents)
    {
        var metric = incidents.Metric;
        var first = new[] { 5, 10, 20 }.Select(incidents.First).Select(count => $"{count.Right}/{count.All}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"incidents: first right {metric.FirstRight?.ToString(CultureInfo.InvariantCulture) ?? "none"}, "
                + $"{metric.FalseBefore} false before; right of first 5, 10, 20 a day {string.Join(' ', first)}; "
                + $"by default {incidents.ByDefault.Right}/{incidents.ByDefault.Shown}; R-precision {incidents.RPrecision:0.00}; to detect {metric.TimeToDetect?.TotalHours:0.0} h; "
                + $"days found: {incidents.Labels()}");
    }
}
