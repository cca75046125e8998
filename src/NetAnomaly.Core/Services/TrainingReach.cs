using System.Globalization;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Statistics;

namespace NetAnomaly.Core.Services;

/// <summary>Whether a model was calibrated on enough for the default threshold, and how much would be enough.</summary>
internal static class TrainingReach
{
    /// <summary>What to tell users; <see langword="null"/> where the threshold is within reach.</summary>
    public static string? Warning(AnomalyModel trained)
    {
        const double Asked = AnomalyThreshold.DefaultMaxPValue;
        var loaded = LoadedModel.Of(trained);
        // The labels chose another threshold: no p-value is asked for.
        if (loaded.Threshold is not null) return null;
        var least = loaded.Calibration.Strata.MaxBy(stratum => stratum.Calibration.Smallest)!.Calibration;
        if (least.Smallest <= Asked) return null;
        var (days, needed) = ((trained.Provenance!.To - trained.Provenance.From).TotalDays, Enough(least, Asked));
        var remedy = least.Size == 0 ? "train on more"
            : needed is { } enough
                ? $"about {Needed(days * enough / least.Size)} needed, and training covers {Length(days)}"
                : "no number of days is enough, as so many scores were trimmed";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"'{trained.Name}' was calibrated on {least.Size:N0} "
                + $"{(least.Size == 1 ? "conversation" : "conversations")}: "
                + $"the default threshold of p {Asked} is out of reach; {remedy}.");
    }

    // How many conversations a calibration of the same kind needs.
    private static double? Enough(Calibration known, double asked)
    {
        if (known.Tail is not null) return Math.Ceiling(Math.Sqrt((1.0 + known.Trimmed) / asked)) - 1;
        return known.Trimmed == 0 ? Math.Ceiling(1 / asked) - 1 : null;
    }

    private static string Needed(double days) =>
        days <= 1 ? "1 day is" : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(days):N0} days are");

    private static string Length(double days)
    {
        var (number, unit) = days < 1 ? (Math.Ceiling(days * 24), "hour") : (Math.Round(days, 1), "day");
        return string.Create(CultureInfo.InvariantCulture, $"{number:#,0.#} {unit}{(number == 1 ? "" : "s")}");
    }
}
