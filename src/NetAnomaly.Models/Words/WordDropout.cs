using NetAnomaly.Core.Tokens;

namespace NetAnomaly.Models.Words;

/// <summary>
/// Makes some factors of some words unknown while a network learns, so that no class hangs on one factor alone and a
/// word that training never saw says as much as its other factors do. Source: Iyyer, Manjunatha, Boyd-Graber and Daumé
/// 2015, Deep Unordered Composition (word dropout).
/// </summary>
internal static class WordDropout
{
    /// <summary>
    /// Copies of pieces of position-major ids in which each factor of each word is unknown with the given probability;
    /// padding stays.
    /// </summary>
    public static int[][] Of(int[][] pieces, double probability, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. pieces.Select(
                piece => piece.Select(
                    id => id != FactorVocabulary.PadId && random.NextDouble() < probability
                        ? FactorVocabulary.UnknownId
                        : id).ToArray()),
        ];
    }
}
