namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>What was counted of the two hosts of a conversation in its window.</summary>
/// <param name="ClientConversations">Conversations that its client opened.</param>
/// <param name="ServerConversations">Conversations in which its server was called.</param>
/// <param name="NewDestinations">Of the client's, those with hosts that it never spoke with.</param>
/// <param name="NewSources">Of the server's, those of hosts that never called it.</param>
/// <param name="ClientFlows">Flows of the client's conversations.</param>
/// <param name="Unanswered">Of them, those that stayed unanswered.</param>
internal readonly record struct HostCounts(
    int ClientConversations, int ServerConversations, int NewDestinations, int NewSources, int ClientFlows,
    int Unanswered);
