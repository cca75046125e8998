using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace NetAnomaly.Operations.Inputs;

/// <summary>
/// An export that must be there every day or hour: a path with the date in braces, such as
/// <c>/flows/fw1-{yyyy-MM-dd}.csv.gz</c>, and wildcards. A path without a date is one file that is written again and
/// again. Immutable.
/// </summary>
internal sealed partial class ExpectedExport
{
    private readonly TimeZoneInfo zone;

    private ExpectedExport(string pattern, TimeSpan? period, TimeZoneInfo zone) =>
        (Pattern, Period, this.zone) = (pattern, period, zone);

    /// <summary>The path as it was given.</summary>
    public string Pattern { get; }

    /// <summary>What one file is for: a day or an hour; <see langword="null"/> for a file without a date.</summary>
    public TimeSpan? Period { get; }

    /// <summary>Reads a pattern.</summary>
    /// <param name="pattern">A full path, with forms of dates in braces.</param>
    /// <param name="zone">The zone of the dates.</param>
    /// <exception cref="FormatException">What stands in braces is no form of a date with a day.</exception>
    public static ExpectedExport Parse(string pattern, TimeZoneInfo zone)
    {
        var forms = Braces().Matches(pattern).Select(match => match.Groups[1].Value).ToArray();
        if (pattern.AsSpan().ContainsAny('{', '}') && forms.Length == 0) throw Wrong(pattern);
        var all = string.Concat(forms);
        if (forms.Length > 0 && !all.Contains('d', StringComparison.Ordinal)) throw Wrong(pattern);
        try
        {
            foreach (var form in forms) _ = DateTime.UnixEpoch.ToString(Form(form), CultureInfo.InvariantCulture);
        }
        catch (FormatException cause)
        {
            throw Wrong(pattern, cause);
        }

        return new ExpectedExport(
            pattern,
            forms.Length == 0 ? null
                : all.Contains('H', StringComparison.Ordinal) ? TimeSpan.FromHours(1)
                : TimeSpan.FromDays(1),
            zone);
    }

    /// <summary>Whether a file is one of this export's, of whatever date.</summary>
    public bool Matches(string path) => Glob(Braces().Replace(Pattern, "*")).IsMatch(path);

    /// <summary>Whether a file is this export's of a period.</summary>
    /// <param name="path">The file.</param>
    /// <param name="start">Start of the period, in the export's zone.</param>
    public bool Matches(string path, DateTime start) => Glob(PathOf(start)).IsMatch(path);

    /// <summary>The path of a period, wildcards as they are.</summary>
    public string PathOf(DateTime start) => Braces().Replace(
        Pattern, match => start.ToString(Form(match.Groups[1].Value), CultureInfo.InvariantCulture));

    /// <summary>The periods that have ended, in the export's zone, latest first.</summary>
    /// <param name="now">Now, UTC.</param>
    /// <param name="grace">How long after its end the file of a period may take to appear.</param>
    /// <param name="since">Periods that end before this are left out, UTC; the latest is given at any rate.</param>
    public IEnumerable<(DateTime Start, DateTime StartUtc)> Due(DateTime now, TimeSpan grace, DateTime since)
    {
        if (Period is not { } period) yield break;
        var local = TimeZoneInfo.ConvertTimeFromUtc(now - grace, zone);
        var start = new DateTime(local.Ticks / period.Ticks * period.Ticks) - period;
        for (var isFirst = true; ; isFirst = false, start -= period)
        {
            // An hour that a clock change leaves out has no file.
            if (zone.IsInvalidTime(start)) continue;
            var utc = TimeZoneInfo.ConvertTimeToUtc(start, zone);
            if (!isFirst && utc < since) yield break;
            yield return (start, utc);
        }
    }

    // One letter alone would be a standard form.
    private static string Form(string form) => form.Length == 1 ? "%" + form : form;

    private static Regex Glob(string path)
    {
        var text = new StringBuilder("^");
        foreach (var letter in path)
        {
            text.Append(letter switch
            {
                '*' => "[^/\\\\]*",
                '?' => "[^/\\\\]",
                _ => Regex.Escape(letter.ToString()),
            });
        }

        return new Regex(
            text.Append('$').ToString(),
            OperatingSystem.IsWindows() ? RegexOptions.IgnoreCase | RegexOptions.CultureInvariant : RegexOptions.None);
    }

    private static FormatException Wrong(string pattern, Exception? cause = null) =>
        new(
            $"'{pattern}' is no path of an expected export: in braces stands the form of a date with its day, such as "
                + "{yyyy-MM-dd} or {yyyyMMdd-HH}.",
            cause);

    [GeneratedRegex(@"\{([^{}]+)\}")]
    private static partial Regex Braces();
}
