using System.Globalization;
using NetAnomaly.Core.Metrics;

namespace NetAnomaly.Benchmarks.Detection;

/// <summary>
/// Compares detectors by training rows alone: attacks are left out by name, whole families and drawn halves of each, and so are kinds of normal
/// traffic, since normal traffic of another day is not that of training. Areas are averaged over attacks, however many rows each has.
/// </summary>
internal static class NslKddSelection
{
    // Fewer rows tell nothing.
    private const int FewestRows = 10;

    private static readonly string[][] Families =
    [
        ["back", "land", "neptune", "pod", "smurf", "teardrop"],
        ["ipsweep", "nmap", "portsweep", "satan"],
        ["buffer_overflow", "ftp_write", "guess_passwd", "imap", "loadmodule", "multihop", "perl", "phf", "rootkit", "spy", "warezclient", "warezmaster"],
    ];

    /// <summary>Prints a table.</summary>
    public static void Run(NslKddSplit split, IEnumerable<NslKddCandidate> candidates, int firstSeed)
    {
        var folds = LeftOut(firstSeed).Select((names, at) => (Names: names.ToHashSet(StringComparer.Ordinal), Seed: firstSeed + at)).ToArray();
        Console.WriteLine($"KDDTrain+ alone, {folds.Length} folds: attacks left out by name (three families, halves of each twice), and 13 of 40 kinds of normal traffic. Mean ROC-AUC over attacks and folds.");
        Console.WriteLine();
        Console.WriteLine("| detector | left-out attacks, usual normal | known attacks, usual normal | left-out attacks, other normal | known attacks, other normal | mean |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var candidate in candidates)
        {
            var figures = folds.Select(fold => Measure(candidate, fold.Seed, split.Fold(fold.Seed, fold.Names))).ToArray();
            double[] means = [.. Enumerable.Range(0, 4).Select(at => figures.Average(own => own[at]))];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {candidate.Name} | {means[0]:.0000} | {means[1]:.0000} | {means[2]:.0000} | {means[3]:.0000} | {means.Average():.0000} |"));
        }
    }

    private static IEnumerable<string[]> LeftOut(int seed)
    {
        foreach (var family in Families) yield return family;
        for (var draw = 0; draw < 2; draw++)
        {
            var chance = new Random(seed + draw);
            string[][] shuffled = [.. Families.Select(family => Shuffled(family, chance))];
            yield return [.. shuffled.SelectMany(family => family[..(family.Length / 2)])];
            yield return [.. shuffled.SelectMany(family => family[(family.Length / 2)..])];
        }
    }

    private static string[] Shuffled(string[] names, Random chance)
    {
        string[] copy = [.. names];
        chance.Shuffle(copy);
        return copy;
    }

    private static double[] Measure(NslKddCandidate candidate, int seed, NslKddFold fold)
    {
        using var detector = candidate.Train(seed, fold.Fit, fold.Held);
        double[] usual = NslKddCandidate.Scores(detector, fold.Usual), other = NslKddCandidate.Scores(detector, fold.Other);
        double[] known = NslKddCandidate.Scores(detector, fold.Known), leftOut = NslKddCandidate.Scores(detector, fold.LeftOut);
        return
        [
            Area(usual, leftOut, fold.LeftOutLabels), Area(usual, known, fold.KnownLabels), Area(other, leftOut, fold.LeftOutLabels), Area(other, known, fold.KnownLabels),
        ];
    }

    private static double Area(double[] normal, double[] attacks, string[] names) => Enumerable.Range(0, attacks.Length)
        .GroupBy(row => names[row])
        .Where(rows => rows.Count() >= FewestRows)
        .Average(rows => RankingMetrics.RocAuc([.. normal, .. rows.Select(row => attacks[row])], [.. normal.Select(_ => false), .. rows.Select(_ => true)]));
}
