namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>Evidence that others found, which the ledger combines with its own.</summary>
/// <param name="Role">Whom it is about.</param>
/// <param name="Weight">Its weight in the combination.</param>
/// <param name="Values">−ln p of each conversation.</param>
internal sealed record GivenEvidence(EvidenceRole Role, double Weight, double[] Values);
