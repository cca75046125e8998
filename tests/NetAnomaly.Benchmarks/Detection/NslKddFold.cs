using NetAnomaly.Core.Detection.Vectors;

namespace NetAnomaly.Benchmarks.Detection;

/// <summary>Rows of KDDTrain+ that imitate what the official test does: attacks of new names, and normal traffic of new kinds.</summary>
/// <param name="Fit">Rows to fit: usual normal rows, known attacks.</param>
/// <param name="Held">Rows kept from fitting, likewise.</param>
/// <param name="Usual">Normal rows of the kinds that were fitted.</param>
/// <param name="Other">Normal rows of kinds that were not.</param>
/// <param name="Known">Rows of attacks that were fitted.</param>
/// <param name="KnownLabels">Their names.</param>
/// <param name="LeftOut">Rows of attacks that were not.</param>
/// <param name="LeftOutLabels">Their names.</param>
internal sealed record NslKddFold(
    VectorData Fit, VectorData Held, VectorData Usual, VectorData Other, VectorData Known, string[] KnownLabels, VectorData LeftOut, string[] LeftOutLabels);
