using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>The verdict over one conversation.</summary>
/// <param name="Score">−ln of the combined p-value.</param>
/// <param name="Members">−ln p of each member.</param>
/// <param name="Evidence">−ln p of the members together, then of each of the ensemble's
/// <see cref="EvidenceName"/>s.</param>
/// <param name="Shares">Their shares in the score.</param>
/// <param name="Facts">Figures for a sentence.</param>
internal sealed record EnsembleScore(
    double Score, double[] Members, double[] Evidence, double[] Shares, ContextEvidence Facts)
{
    /// <summary>What the ledger counted; <see langword="null"/> where the ensemble has none.</summary>
    public LedgerFacts? Ledger { get; init; }

    /// <summary>How often normal traffic brings its subjects as strange.</summary>
    public SubjectPerDay? Rates { get; init; }

    /// <summary>Whether training saw its hosts; <see langword="null"/> where the ensemble has no ledger.</summary>
    public KnownHosts? Hosts { get; init; }
}
