using System.Globalization;

namespace NetAnomaly;

/// <summary>How well a model knows the traffic that it looked at. Immutable.</summary>
/// <param name="Conversations">Conversations looked at.</param>
/// <param name="StrangeShare">Those with p ≤ .01, of which 0.01 is expected.</param>
/// <param name="UnknownClientShare">
/// Those opened by hosts that training never saw; <see langword="null"/> where the model remembers no hosts.
/// </param>
/// <param name="UndeterminedShare">Those that could not be judged.</param>
/// <param name="Advice">Why to train again; <see langword="null"/> where nothing says so.</param>
public sealed record ModelDrift(
    long Conversations, double StrangeShare, double? UnknownClientShare, double UndeterminedShare, string? Advice)
{
    /// <summary>The drift that the summary of a scan tells of.</summary>
    public static ModelDrift Of(AnomalyScanSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var judged = summary.Drift.Sum(day => day.Conversations);
        return new ModelDrift(
            summary.Conversations,
            judged == 0 ? 0 : (double)summary.Drift.Sum(day => day.Strange) / judged,
            summary.UnknownHosts?.ClientShare,
            summary.Conversations == 0 ? 0 : (double)summary.Undetermined / summary.Conversations,
            summary.Advice);
    }

    /// <summary>The drift on one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{100 * StrangeShare:0.0} % with p of at most .01{Unknown}, {100 * UndeterminedShare:0.0} % not judged");

    private string Unknown => UnknownClientShare is { } share
        ? string.Create(CultureInfo.InvariantCulture, $", {100 * share:0.0} % opened by unknown hosts")
        : "";
}
