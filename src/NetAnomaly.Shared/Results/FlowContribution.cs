using System.Globalization;
using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>How much one flow contributed to a conversation's score.</summary>
/// <param name="Flow">The flow.</param>
/// <param name="Surprisal">Its score, factors added up: surprisal in nats for models of words, a distance for
/// others.</param>
/// <param name="Factor">What contributed most: the token scheme, or the feature.</param>
/// <param name="Word">The flow's word, or value, in that factor.</param>
public sealed record FlowContribution(FlowRecord Flow, double Surprisal, string Factor, string Word)
{
    /// <summary>The flow with its score.</summary>
    public override string ToString() =>
        VisibleText.Of(string.Create(CultureInfo.InvariantCulture, $"{Flow}: {Factor} {Word} ({Surprisal:0.0})"));
}
