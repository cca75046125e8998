namespace NetAnomaly.Core.Detection;

/// <summary>Flows of a conversation that share a word of one factor.</summary>
/// <param name="Factor">The factor's index.</param>
/// <param name="Word">The word.</param>
/// <param name="Count">How many flows.</param>
/// <param name="Nats">Surprisal of the word, added up.</param>
/// <param name="Excess">The same less what usual flows have.</param>
/// <param name="Strangest">Where the word surprises most.</param>
internal readonly record struct WordCause(
    int Factor, string Word, int Count, double Nats, double Excess, int Strangest);
