namespace NetAnomaly.Core.Detectors.Vectors;

/// <summary>A detector that judges by reference points, and can be taught more of them without training.</summary>
internal interface IReferenceDetector : IVectorDetector
{
    /// <summary>The classes that it has references of; the first is normal.</summary>
    IReadOnlyList<string> Classes { get; }

    /// <summary>
    /// The same detector with references of one more class, or with more of a known one. This one stays as it is.
    /// </summary>
    /// <param name="rows">Vectors of that class, row-major; a handful is enough.</param>
    /// <param name="label">The name of the class.</param>
    /// <returns>A detector of its own, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">There is no row, the count is no multiple of the width, a number is not
    /// finite, or the name is empty.</exception>
    IReferenceDetector AddReferences(ReadOnlyMemory<float> rows, string label);

    /// <summary>The same, of rows that follow each other in conversations.</summary>
    /// <param name="rows">Vectors of that class, row-major.</param>
    /// <param name="positions">For each row, how many earlier flows of its conversation stand right before it.</param>
    /// <param name="label">The name of the class.</param>
    /// <returns>A detector of its own, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">As above, or there is not one position per row.</exception>
    IReferenceDetector AddReferences(ReadOnlyMemory<float> rows, ReadOnlyMemory<int> positions, string label);
}
