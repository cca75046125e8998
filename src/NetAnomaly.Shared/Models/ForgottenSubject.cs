namespace NetAnomaly;

/// <summary>Whose conversations training chose to forget.</summary>
/// <param name="Subject">A pair of hosts, or a host where it spoke with several.</param>
/// <param name="Conversations">How many of its conversations were forgotten.</param>
public sealed record ForgottenSubject(Subject Subject, long Conversations);
