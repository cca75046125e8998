using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>What was found of some conversations.</summary>
/// <param name="Total">−ln p of each.</param>
/// <param name="Board">What it is made of.</param>
/// <param name="Statistics">What was counted.</param>
/// <param name="Runs">How long each conversation's pair has spoken.</param>
/// <param name="PairRates">Runs as strong as that of each conversation's pair that a day of normal traffic
/// brings.</param>
/// <param name="ClientRates">The same of its client.</param>
/// <param name="ServerRates">The same of its server.</param>
internal sealed record LedgerScores(
    double[] Total, EvidenceBoard Board, LedgerStatistics Statistics, PairRun[] Runs, RunRate[] PairRates,
    RunRate[] ClientRates, RunRate[] ServerRates);
