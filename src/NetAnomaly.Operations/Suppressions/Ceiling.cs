using System.Globalization;

namespace NetAnomaly.Operations.Suppressions;

/// <summary>Compares volumes with what a suppression allows.</summary>
internal static class Ceiling
{
    /// <summary>Why a volume is not within the ceiling; <see langword="null"/> where it is.</summary>
    /// <param name="of">The suppression.</param>
    /// <param name="least">What there is on the largest day at least.</param>
    /// <param name="most">What there is on it at most.</param>
    public static SuppressionMiss? Check(AnomalySuppression of, Volume least, Volume most)
    {
        if (!of.HasCeiling) return null;
        return Check(of, of.MaxConversationsPerDay, least.Conversations, most.Conversations, "conversations")
            ?? Check(of, of.MaxFlowsPerDay, least.Flows, most.Flows, "flows")
            ?? Check(of, of.MaxBytesPerDay, least.Bytes ?? 0, most.Bytes, "bytes");
    }

    private static SuppressionMiss? Check(
        AnomalySuppression of, long? ceiling, long least, long? most, string what)
    {
        if (ceiling is not { } allowed || most <= allowed) return null;
        if (least > allowed)
        {
            return new SuppressionMiss(
                of, SuppressionMissCause.OverCeiling,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{of.Id} allows {allowed:N0} {what} a day; there are {least:N0}"
                        + $"{(most > least ? " or more" : "")}"));
        }

        return new SuppressionMiss(
            of, SuppressionMissCause.NotAllKnown,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{of.Id} allows {allowed:N0} {what} a day, and how many there are is not known"));
    }
}
