namespace NetAnomaly.Operations.Suppressions;

/// <summary>What is wrong with a suppression.</summary>
/// <param name="Property">Which property, as the file names it.</param>
/// <param name="Problem">What is wrong with it, a sentence.</param>
internal sealed record SuppressionFault(string Property, string Problem);
