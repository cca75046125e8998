using System.Globalization;

namespace NetAnomaly;

/// <summary>Says when a model no longer knows the network that it looks at.</summary>
internal static class DriftAdvice
{
    // Fewer conversations say nothing of a network.
    private const long Least = 50;
    private const double MostUnknownClients = 0.5;
    private const double MostWidespread = 0.05;

    /// <summary>A sentence; <see langword="null"/> where nothing says so.</summary>
    public static string? Of(AnomalyScanSummary summary)
    {
        if (summary.UnknownHosts is { Conversations: >= Least, ClientShare: > MostUnknownClients } unknown)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{unknown.Client:N0} of {unknown.Conversations:N0} conversations were opened by hosts that training "
                    + $"never saw: addresses have changed, or the network has. Train again on traffic of now, or give "
                    + $"the changes of address as a host map.");
        }

        var worst = summary.Drift.Where(day => day.Conversations >= Least).MaxBy(day => day.WidespreadShare);
        return worst is { WidespreadShare: > MostWidespread }
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"On {worst.Day:yyyy-MM-dd} {worst.StrangeShare:P1} of the conversations have a p-value of at most "
                    + $"{DailyDrift.StrangePValue}, where 1 % is expected, and they are of many hosts: traffic is no "
                    + $"longer as it was in training. Train again on traffic of now, or look whether many hosts are "
                    + $"attacked.")
            : null;
    }
}
