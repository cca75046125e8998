namespace NetAnomaly.Core.Detection;

/// <summary>
/// How rare the rarest of a conversation's subjects is, and how many hosts as rare a day of normal traffic brings.
/// </summary>
/// <param name="Severity">−ln of the rank of the rarest subject, nats: what hosts and incidents are ordered by.</param>
/// <param name="IsOfDestination">Whether the host that was called is the rarest, not the pair or who opened it.</param>
/// <param name="PerDay">Hosts a day that are charged with something as rare; <see langword="null"/> where training did
/// not count them.</param>
/// <param name="PerDayOfKept">The same by what training kept; <see langword="null"/> where it forgot nothing.</param>
/// <param name="Least">The least that <paramref name="PerDay"/> could have been, where nothing as rare was ever
/// counted.</param>
/// <param name="Days">Days that they were counted over.</param>
internal sealed record SubjectPerDay(
    double Severity, bool IsOfDestination, double? PerDay, double? PerDayOfKept, double? Least, double Days);
