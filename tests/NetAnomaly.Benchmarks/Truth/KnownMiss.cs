namespace NetAnomaly.Benchmarks.Truth;

/// <summary>A capture on which the default detector is worse than a trivial rule, and how good it is there.</summary>
/// <param name="Capture">The capture's name.</param>
/// <param name="RocAuc">Area under the ROC curve that it must keep, three digits.</param>
/// <param name="AveragePrecision">Average precision that it must keep, three digits.</param>
internal sealed record KnownMiss(string Capture, double RocAuc, double AveragePrecision);
