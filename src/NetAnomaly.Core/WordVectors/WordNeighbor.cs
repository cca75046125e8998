namespace NetAnomaly.Core.WordVectors;

/// <summary>A word that stands near another.</summary>
/// <param name="Id">Its id in the vocabulary.</param>
/// <param name="Word">The word.</param>
/// <param name="Similarity">Cosine of the angle between the two vectors, −1 to 1.</param>
internal readonly record struct WordNeighbor(int Id, string Word, double Similarity);
