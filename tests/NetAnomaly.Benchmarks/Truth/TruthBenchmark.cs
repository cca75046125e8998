using NetAnomaly.Benchmarks.Figures;
using NetAnomaly.Benchmarks.Truth.Captures;

namespace NetAnomaly.Benchmarks.Truth;

/// <summary>
/// Every development capture with detectors as they come and every trivial rule beside them. Prints lines per capture;
/// writes the tables of the docs, and fails where the default detector is worse than a trivial rule.
/// </summary>
internal static class TruthBenchmark
{
    private const string Page = "docs/truth.md";
    private const string Bench = "truth --detector all --write";
    private const int FirstSeed = 42;

    public static int Run(string[] arguments)
    {
        var options = TruthOptions.Of(arguments);
        var rows = new List<TruthRow>();
        var missing = 0;
        foreach (
            var capture in TruthCaptures.All(options.Folder).Where(
                one => one.Name.Contains(options.Capture, StringComparison.OrdinalIgnoreCase)))
        {
            if (capture.Files.FirstOrDefault(file => !File.Exists(file)) is { } file)
            {
                Console.WriteLine($"{capture.Name}: skipped, there is no file '{file}' (--data FOLDER)");
                missing++;
                continue;
            }

            for (var seed = FirstSeed; seed < FirstSeed + (capture.IsDrawn ? options.Seeds : 1); seed++)
            {
                rows.Add(Measure(capture, seed, options));
                foreach (var line in rows[^1].Lines()) Console.WriteLine(line);
            }
        }

        if (options.Write && !Write(rows, missing, options)) return 1;
        return options.Check ? Check(rows, missing) : 0;
    }

    private static TruthRow Measure(ITruthCapture capture, int seed, TruthOptions options)
    {
        var traffic = capture.Read(seed);
        return new TruthRow(
            capture.Name, capture.IsDrawn ? seed : null, traffic.Training.Length, traffic.Test.Length,
            options.Baselines ? BaselineScan.Of(traffic) : [],
            [.. options.Detectors.Select(detector => DetectorScan.Of(detector, traffic, seed))]);
    }

    private static bool Write(List<TruthRow> rows, int missing, TruthOptions options)
    {
        if (missing > 0 || options.Capture.Length > 0)
        {
            Console.Error.WriteLine("The tables are not written: they show all captures or none.");
            return false;
        }

        var tables = new TruthTables(rows, TruthOptions.Default);
        GeneratedFigure.Write(Page, "truth", Bench, tables.Default());
        GeneratedFigure.Write(Page, "truth-attacks", Bench, tables.Attacks());
        if (options.Detectors.Count > 1) GeneratedFigure.Write(Page, "truth-all", Bench, tables.All());
        return true;
    }

    private static int Check(List<TruthRow> rows, int missing)
    {
        string[] faults =
        [
            .. TruthVerdict.Of(rows, TruthOptions.Default).Select(verdict => verdict.Fault()).OfType<string>(),
        ];
        foreach (var fault in faults) Console.Error.WriteLine(fault);
        if (missing > 0) Console.Error.WriteLine($"{missing} captures were not measured.");
        return faults.Length + missing == 0 ? 0 : 1;
    }
}
