namespace NetAnomaly.Core.Detection;

/// <summary>Flows of a conversation that share a word of one factor.</summary>
/// <param name="Factor">The factor's index.</param>
/// <param name="Word">The word.</param>
/// <param name="Positions">Where the flows stand.</param>
/// <param name="Nats">Surprisal of the word, added up.</param>
/// <param name="Excess">The same less what a usual flow has.</param>
/// <param name="Strangest">Where the word surprises most.</param>
internal sealed record WordCause(int Factor, string Word, IReadOnlyList<int> Positions, double Nats, double Excess, int Strangest);
