using System.Globalization;
using NetAnomaly.Core.Services;

namespace NetAnomaly.Operations.Retraining;

/// <summary>What must be known before a model that was trained again is trusted.</summary>
internal static class RetrainingWarnings
{
    private const int MostNamed = 3;

    /// <summary>The warnings, a sentence or two each.</summary>
    /// <param name="present">The model that is replaced.</param>
    /// <param name="exports">The exports.</param>
    /// <param name="range">What is trained on and compared.</param>
    /// <param name="days">Days of training that were asked for.</param>
    public static IEnumerable<string> Of(
        AnomalyModel present, ExportIndex exports, RetrainingRange range, int? days)
    {
        if (ScanWarnings.IsTooMuch(exports.Rejected, exports.Rejected + exports.Flows))
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{exports.Rejected:N0} of {exports.Rejected + exports.Flows:N0} rows could not be read, and are not "
                    + $"trained on.");
        var there = (range.Split - range.From).TotalDays;
        if (there < days - 1)
            yield return string.Create(
                CultureInfo.InvariantCulture, $"There is traffic of {there:0.#} days to train on, not of {days}.");
        if (Silent(exports, range) is { Length: > 0 } silent)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"There is no traffic of {string.Join(", ", silent.Take(MostNamed))}"
                    + $"{(silent.Length > MostNamed ? $" and {silent.Length - MostNamed} more days" : "")}: is an "
                    + $"export missing?");
        if (present.Provenance!.To > range.Split)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"The present model was trained until {present.Provenance.To:yyyy-MM-dd HH:mm}Z, on nights that it is "
                    + $"compared on here: it has the advantage.");
        if (present.Provenance.StartedFrom is { } origin)
            yield return $"The present model started from '{origin}'; the new one starts from nothing.";
    }

    private static string[] Silent(ExportIndex exports, RetrainingRange range)
    {
        var seen = exports.Windows.Select(start => new DateTime(start, DateTimeKind.Utc).Date).ToHashSet();
        var silent = new List<string>();
        for (var day = range.From.Date; day < range.Until; day = day.AddDays(1))
        {
            if (!seen.Contains(day)) silent.Add(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        return [.. silent];
    }
}
