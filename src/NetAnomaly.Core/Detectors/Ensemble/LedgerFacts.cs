using NetAnomaly.Core.Detectors.Ledgers;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>What the ledger counted of a conversation and its surroundings, for a sentence.</summary>
/// <param name="Leading">The kind that speaks most; <see langword="null"/> where the words or the hosts' conversations
/// do.</param>
/// <param name="Spoken">Windows in which the pair has spoken in this scan.</param>
/// <param name="IsNewPair">Whether the pair never spoke in training.</param>
/// <param name="ClientConversations">Conversations of the client in the window.</param>
/// <param name="ServerConversations">Conversations of the server in the window.</param>
/// <param name="NewDestinations">Of the client's, those with hosts that it never spoke with.</param>
/// <param name="NewSources">Of the server's, those of hosts that never called it.</param>
/// <param name="Unanswered">Flows of the client in the window that stayed unanswered.</param>
internal sealed record LedgerFacts(
    LedgerEvidence? Leading, int Spoken, bool IsNewPair, int ClientConversations, int ServerConversations,
    int NewDestinations, int NewSources, int Unanswered);
