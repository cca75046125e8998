namespace NetAnomaly;

/// <summary>How much one flow contributed to a conversation's score.</summary>
/// <param name="Flow">The flow.</param>
/// <param name="Surprisal">Its surprisal, nats, factors added up.</param>
/// <param name="Scheme">The factor that contributed most.</param>
/// <param name="Word">The flow's word in that factor.</param>
public sealed record FlowContribution(FlowRecord Flow, double Surprisal, TokenScheme Scheme, string Word);
