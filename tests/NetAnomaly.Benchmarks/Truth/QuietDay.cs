namespace NetAnomaly.Benchmarks.Truth;

/// <summary>What a detector called out on a day on which nothing happened.</summary>
/// <param name="Conversations">Conversations judged.</param>
/// <param name="Anomalies">Anomalous at the default threshold.</param>
/// <param name="Shown">Incidents shown by default.</param>
/// <param name="Rare">Hosts that normal traffic is said to bring at most once a day.</param>
/// <param name="Rarer">Those at most once in ten days.</param>
internal readonly record struct QuietDay(int Conversations, int Anomalies, int Shown, int Rare, int Rarer);
