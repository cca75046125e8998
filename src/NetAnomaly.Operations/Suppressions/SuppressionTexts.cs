using System.Globalization;

namespace NetAnomaly.Operations.Suppressions;

/// <summary>What is said of suppressions that need somebody to look at them.</summary>
internal static class SuppressionTexts
{
    /// <summary>What to tell of one; <see langword="null"/> where all is well.</summary>
    public static string? Warning(SuppressionCount count)
    {
        if (count.HiddenTrue > 0)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"The suppression {count.Id} is too broad: it hides {count.HiddenTrue:N0} that feedback marked as "
                    + $"true. Narrow its scope with Set-AnomalySuppression.");
        }

        if (count.IsTooBroad)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"The suppression {count.Id} is too broad: it hides {count.Hidden:N0}, {100 * count.Share:0} % of "
                    + $"all. Narrow its scope with Set-AnomalySuppression, or train a model that knows such traffic.");
        }

        if (count.IsExpired)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"The suppression {count.Id} expired on {count.Suppression.Expires:yyyy-MM-dd HH:mm}Z"
                    + $"{Missed(count)}. Renew it with "
                    + $"Set-AnomalySuppression -Expires, or remove it with Remove-AnomalySuppression.");
        }

        return count.OverCeiling == 0 ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"{count.OverCeiling:N0} came back that the suppression {count.Id} describes: there is more than its "
                + $"ceiling allows.");
    }

    private static string Missed(SuppressionCount count) => count.AfterExpiry == 0 ? ""
        : string.Create(CultureInfo.InvariantCulture, $" and would have hidden {count.AfterExpiry:N0}");
}
