namespace NetAnomaly.Core.Features;

/// <summary>The column that sets a flow apart most.</summary>
/// <param name="Name">The column, as the export names it.</param>
/// <param name="Value">Its value as text: <c>1,460</c>, <c>telnet</c>, <c>missing</c>.</param>
/// <param name="Deviation">
/// How far it lies from the usual: √(-2 ln p), the distance in standard deviations at which a normal distribution is
/// about as rare. For a number p is twice the share of training rows as far out on its side, for a category the share
/// of those whose value was as rare or rarer. A number beyond all training rows adds its distance from them in
/// interquartile ranges of logarithms.
/// </param>
internal sealed record UnusualFeature(string Name, string Value, double Deviation)
{
    /// <summary><c>src_bytes 54,540</c>.</summary>
    public override string ToString() => $"{Name} {Value}";
}
