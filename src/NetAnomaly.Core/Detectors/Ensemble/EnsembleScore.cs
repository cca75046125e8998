namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>The verdict over one conversation.</summary>
/// <param name="Score">−ln of the combined p-value.</param>
/// <param name="Members">−ln p of each member.</param>
/// <param name="Evidence">−ln p of the members together, then of each <see cref="ContextKind"/>.</param>
/// <param name="Shares">Their shares in the score.</param>
/// <param name="Facts">Figures for a sentence.</param>
internal sealed record EnsembleScore(
    double Score, double[] Members, double[] Evidence, double[] Shares, ContextEvidence Facts);
