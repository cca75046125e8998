namespace NetAnomaly.Core.Detection;

/// <summary>Flows of one conversation that one host opened to one service.</summary>
/// <param name="Host">Who opened them.</param>
/// <param name="Service">The service port's word, as a number.</param>
/// <param name="Flows">How many.</param>
internal readonly record struct ServiceUse(long Host, long Service, int Flows);
