using System.Globalization;
using NetAnomaly.Operations.State;

namespace NetAnomaly.Operations.Inputs;

/// <summary>Says which expected exports are missing, empty, far smaller than usual, or old.</summary>
/// <param name="now">Now, UTC.</param>
/// <param name="window">The length of a window, ticks.</param>
internal sealed class ExpectedExports(DateTime now, long window)
{
    /// <summary>How long after its period an export may take to appear.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    /// <summary>After this, a file without a date that was not written again is old.</summary>
    public static readonly TimeSpan MostAge = TimeSpan.FromHours(36);

    // A fifth of the usual is no quiet day: weekends of offices have a third and more.
    private const double SmallShare = 0.2;
    private const int LeastKnown = 5;
    private const int MostKnown = 28;

    /// <summary>What is wrong, a sentence each.</summary>
    /// <param name="expected">The exports.</param>
    /// <param name="files">All files that are there or were scanned, those of this run included.</param>
    /// <param name="since">Periods before this are not asked for, UTC.</param>
    public IReadOnlyList<string> Problems(
        IReadOnlyList<ExpectedExport> expected, IReadOnlyList<StoredFile> files, DateTime since) =>
        [
            .. expected.SelectMany(export => export.Period is null
                ? OfOneFile(export, files)
                : export.Due(now, Grace, since).Reverse().SelectMany(due => OfPeriod(export, files, due))),
        ];

    private IEnumerable<string> OfOneFile(ExpectedExport export, IReadOnlyList<StoredFile> files)
    {
        var latest = files.Where(file => export.Matches(file.Path)).MaxBy(file => file.Modified);
        if (latest is null) yield return $"The expected export '{export.Pattern}' is missing.";
        else if (now - latest.Modified > MostAge)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"The expected export '{latest.Path}' is old: it was last written at "
                    + $"{latest.Modified:yyyy-MM-dd HH:mm}Z.");
    }

    private IEnumerable<string> OfPeriod(
        ExpectedExport export, IReadOnlyList<StoredFile> files, (DateTime Start, DateTime StartUtc) due)
    {
        StoredFile[] own = [.. files.Where(file => export.Matches(file.Path, due.Start))];
        var name = export.PathOf(due.Start);
        if (own.Length == 0)
        {
            yield return $"The expected export '{name}' is missing.";
            yield break;
        }

        var flows = own.Sum(file => file.Flows);
        if (flows == 0) yield return $"The expected export '{name}' has no flow.";
        else if (own.Max(file => file.Last) + window <= due.StartUtc.Ticks)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"The expected export '{name}' is old: all its flows began before {due.StartUtc:yyyy-MM-dd HH:mm}Z.");
        else if (Usual(export, files, own) is { } usual && flows < SmallShare * usual)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"The expected export '{name}' is small: it has {flows:N0} flows, and others of its kind "
                    + $"{usual:N0}.");
    }

    // The median of the latest others.
    private static double? Usual(ExpectedExport export, IReadOnlyList<StoredFile> files, StoredFile[] own)
    {
        long[] sizes =
        [
            .. files.Where(file => file.Flows > 0 && export.Matches(file.Path) && !own.Contains(file))
                .OrderByDescending(file => file.Last).Take(MostKnown).Select(file => file.Flows).Order(),
        ];
        return sizes.Length < LeastKnown ? null : (sizes[(sizes.Length - 1) / 2] + sizes[sizes.Length / 2]) / 2.0;
    }
}
