using NetAnomaly.Core.Detectors.Vectors;

namespace NetAnomaly.Benchmarks.Detection;

/// <summary>
/// Rows of KDDTrain+ that imitate what the official test does: attacks of new names, known attacks of new kinds, and
/// normal traffic of new kinds.
/// </summary>
/// <param name="Fit">Rows to fit: usual normal rows, known attacks.</param>
/// <param name="Held">Rows kept from fitting, likewise.</param>
/// <param name="Usual">Normal rows of the kinds that were fitted.</param>
/// <param name="Other">Normal rows of kinds that were not.</param>
/// <param name="Known">Rows of attacks, and of their kinds, that were fitted.</param>
/// <param name="OtherKinds">Rows of attacks that were fitted, but of other kinds.</param>
/// <param name="LeftOut">Rows of attacks that were not.</param>
internal sealed record NslKddFold(
    VectorData Fit, VectorData Held, NslKddRows Usual, NslKddRows Other, NslKddRows Known, NslKddRows OtherKinds,
    NslKddRows LeftOut);

/// <summary>Rows with the names of what they are.</summary>
internal sealed record NslKddRows(VectorData Data, string[] Names);
