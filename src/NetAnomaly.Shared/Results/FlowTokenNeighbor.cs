using System.Globalization;
using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>A word that a model holds to be like another: both stand among the same words. Immutable.</summary>
/// <param name="Token">The word asked for.</param>
/// <param name="Neighbor">The word like it; <c>&lt;unk&gt;</c> stands for all that the model does not tell
/// apart.</param>
/// <param name="Similarity">Cosine of the angle between their vectors: 1 for the same direction, 0 for nothing in
/// common, −1 for opposites.</param>
/// <param name="Scheme">The token scheme that makes both.</param>
public sealed record FlowTokenNeighbor(string Token, string Neighbor, double Similarity, TokenScheme Scheme)
{
    /// <summary>Both words and how alike they are.</summary>
    public override string ToString() => VisibleText.Of(
        string.Create(CultureInfo.InvariantCulture, $"{Token} ~ {Neighbor} {Similarity:0.000} ({Scheme})"));
}
