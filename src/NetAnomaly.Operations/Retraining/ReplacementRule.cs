using System.Globalization;

namespace NetAnomaly.Operations.Retraining;

/// <summary>
/// Whether a new model takes the place of the old one: it raises every incident marked as true that the old one raises,
/// it raises no more than so many on quiet days, and it can judge nearly all conversations.
/// </summary>
/// <param name="MaxIncrease">Incidents of a quiet day that it may raise, times those of the old one, plus one.</param>
internal sealed record ReplacementRule(double MaxIncrease)
{
    /// <summary>The default of <see cref="MaxIncrease"/>.</summary>
    public const double DefaultMaxIncrease = 1.5;

    /// <summary>Judges.</summary>
    /// <param name="comparison">The old model, which is the reference, and the new one.</param>
    /// <returns>Whether the rule holds, and a sentence for each of its parts.</returns>
    public (bool Holds, IReadOnlyList<string> Reasons) Judge(ModelComparison comparison)
    {
        (bool Holds, string Reason)[] parts = [Found(comparison), Quiet(comparison), Judged(comparison)];
        return (Array.TrueForAll(parts, part => part.Holds), [.. parts.Select(part => part.Reason)]);
    }

    private static (bool Holds, string Reason) Found(ModelComparison comparison)
    {
        ComparedIncident[] wanted =
        [
            .. comparison.Incidents.Where(row => row is { Feedback: FeedbackMark.True, Reference: not null }),
        ];
        ComparedIncident[] lost = [.. wanted.Where(row => row.Difference is null)];
        return (
            lost.Length == 0,
            wanted.Length == 0 ? "No incident of these nights was marked as true."
            : lost.Length == 0
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"The new model raises all incidents marked as true that the old one raises: {wanted.Length:N0}.")
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"The new model does not raise {lost.Length:N0} of {wanted.Length:N0} incidents marked as true "
                        + $"that the old one raises, such as that of {lost[0].Host} at "
                        + $"{lost[0].Start:yyyy-MM-dd HH:mm}Z."));
    }

    // Where each day had an attack, what was not marked as true is compared over all of them.
    private (bool Holds, string Reason) Quiet(ModelComparison comparison)
    {
        ComparedDay[] quiet = [.. comparison.Days.Where(day => day.IsQuiet)];
        ComparedDay[] days = quiet.Length > 0 ? quiet : [.. comparison.Days];
        ComparedIncident[] rows =
        [
            .. comparison.Incidents.Where(
                row => row.Feedback != FeedbackMark.True
                    && Array.Exists(days, day => row.Start >= day.Start && row.Start < day.Start.AddDays(1))),
        ];
        var old = PerDay(rows.Count(row => row.Reference is not null));
        var now = PerDay(rows.Count(row => row.Difference is not null));
        var most = (MaxIncrease * old) + 1;
        return (
            now <= most,
            string.Create(
                CultureInfo.InvariantCulture,
                $"On {(quiet.Length > 0 ? "quiet days" : "these days, none of which was quiet,")} the new model raises "
                    + $"{now:0.##} incidents a day and the old one {old:0.##}; at most {most:0.##} are allowed."));

        double PerDay(int count) => days.Length == 0 ? 0 : (double)count / days.Length;
    }

    private static (bool Holds, string Reason) Judged(ModelComparison comparison)
    {
        var (conversations, share) =
            (comparison.DifferenceDrift.Conversations, comparison.DifferenceDrift.UndeterminedShare);
        return conversations == 0
            ? (false, "There was no conversation to compare the models on.")
            : (
                share <= AnomalyScanSummary.MostUndetermined,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The new model cannot judge {100 * share:0.##} % of {conversations:N0} conversations; at most "
                        + $"{100 * AnomalyScanSummary.MostUndetermined:0.##} % are allowed."));
    }
}
