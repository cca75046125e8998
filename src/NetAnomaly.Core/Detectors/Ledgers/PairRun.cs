namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>How long a pair has spoken in a scan, and how long evidence against it has added up.</summary>
/// <param name="First">Start of the first window in which it spoke, ticks.</param>
/// <param name="Spoken">Windows in which it has spoken, this one included.</param>
/// <param name="From">Start of the first window that its evidence comes from, ticks.</param>
/// <param name="Windows">Windows from there on in which it spoke.</param>
internal readonly record struct PairRun(long First, int Spoken, long From, int Windows);
