using System.Diagnostics;
using System.Globalization;
using NetAnomaly.Core.Statistics;

namespace NetAnomaly.Benchmarks.Detection;

/// <summary>
/// Compares detectors by training rows alone. What is to come differs from training in three ways, and folds leave out
/// some of each: attacks by name (whole families, and drawn halves of each); kinds of those attacks that stay (3 of 8
/// of each, nearest to a drawn row), for an attack comes back in another guise under its old name; and kinds of normal
/// traffic (13 of 40), since that of another day is not that of training. Areas are told two ways: averaged over
/// attacks against either normal traffic, which shows strengths; and over rows, as a test counts, against normal
/// traffic a quarter of which is of other kinds, each family of attacks weighing the same since nothing tells which
/// will come. By the mean of these, of all attacks and of left-out ones, parameters are to be chosen.
/// </summary>
internal static class NslKddSelection
{
    // Fewer rows tell nothing.
    private const int FewestRows = 10;

    private static readonly string[][] Families =
    [
        ["back", "land", "neptune", "pod", "smurf", "teardrop"],
        ["ipsweep", "nmap", "portsweep", "satan"],
        [
            "buffer_overflow", "ftp_write", "guess_passwd", "imap", "loadmodule", "multihop", "perl", "phf", "rootkit",
            "spy", "warezclient", "warezmaster",
        ],
    ];

    /// <summary>
    /// Prints a table, a row of it when a candidate is through; how far it is goes to standard error.
    /// </summary>
    /// <param name="split">The data.</param>
    /// <param name="candidates">What is compared.</param>
    /// <param name="firstSeed">Of the draws.</param>
    /// <param name="size">Normal rows that a fold fits.</param>
    public static void Run(NslKddSplit split, IEnumerable<NslKddCandidate> candidates, int firstSeed, int size)
    {
        string[][] leftOut = [.. LeftOut(firstSeed)];
        NslKddFold[]? ofNormal = null, ofAll = null;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"KDDTrain+ alone, {leftOut.Length} folds from seed {firstSeed}, {size:N0} normal rows fitted in each: "
                + $"attacks left out by name (three families, halves of each twice), 3 of 8 kinds of each other "
                + $"attack, and 13 of 40 kinds of normal traffic. ROC-AUC: four means over attacks and folds; then "
                + $"over rows of a family, normal ones a quarter of other kinds, means over families and folds."));
        Console.WriteLine();
        Console.WriteLine(
            "| detector | left-out attacks, usual normal | known attacks, usual normal | left-out attacks, other "
                + "normal | known attacks, other normal | all attacks, mixed normal | left-out attacks, mixed normal "
                + "| mean of these two |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var candidate in candidates)
        {
            var clock = Stopwatch.StartNew();
            var folds = candidate.HeedsLabels
                ? ofAll ??= Folds(normalOnly: false)
                : ofNormal ??= Folds(normalOnly: true);
            var figures = folds.Select((fold, at) => Measure(candidate, firstSeed + at, fold)).ToArray();
            var means = Enumerable.Range(0, 6).Select(at => figures.Average(own => own[at]))
                .Select(mean => mean.ToString(".0000", CultureInfo.InvariantCulture));
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {candidate.Name} | {string.Join(" | ", means)} | "
                        + $"{figures.Average(own => (own[4] + own[5]) / 2):.0000} |"));
            Console.Error.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{candidate.Name}: {clock.Elapsed.TotalSeconds:0} s"));
        }

        NslKddFold[] Folds(bool normalOnly) =>
            [
                .. leftOut.Select(
                    (names, at) =>
                        split.Fold(firstSeed + at, names.ToHashSet(StringComparer.Ordinal), size, normalOnly)),
            ];
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
        double[] usual = Scores(fold.Usual), other = Scores(fold.Other), known =
            Scores(fold.Known), otherKinds = Scores(fold.OtherKinds), leftOut = Scores(fold.LeftOut);
        var shuffled = other.ToArray();
        new Random(seed).Shuffle(shuffled);
        double[] mixed = [.. usual, .. shuffled.Take(usual.Length / 3)];
        return
        [
            OverAttacks(usual, leftOut, fold.LeftOut.Names), OverAttacks(usual, known, fold.Known.Names),
            OverAttacks(other, leftOut, fold.LeftOut.Names), OverAttacks(other, known, fold.Known.Names),
            OverFamilies(
                mixed, [.. known, .. otherKinds, .. leftOut],
                [.. fold.Known.Names, .. fold.OtherKinds.Names, .. fold.LeftOut.Names]), OverFamilies(mixed, leftOut,
                fold.LeftOut.Names),
        ];

        double[] Scores(NslKddRows rows) => NslKddCandidate.Scores(detector, rows.Data);
    }

    private static double OverAttacks(double[] normal, double[] attacks, string[] names) =>
        Over(
            Enumerable.Range(0, attacks.Length).GroupBy(row => names[row]).Where(group => group.Count() >= FewestRows),
            normal, attacks);

    private static double OverFamilies(double[] normal, double[] attacks, string[] names) =>
        Over(
            Enumerable.Range(0, attacks.Length).GroupBy(
                row => Array.FindIndex(Families, family => family.Contains(names[row]))), normal, attacks);

    private static double Over<TKey>(IEnumerable<IGrouping<TKey, int>> groups, double[] normal, double[] attacks) =>
        groups.Average(group => Area(normal, [.. group.Select(row => attacks[row])]));

    private static double Area(double[] normal, double[] attacks) =>
        RankingMetrics.RocAuc([.. normal, .. attacks], [.. normal.Select(_ => false), .. attacks.Select(_ => true)]);
}
