namespace NetAnomaly.Core.Features;

/// <summary>The column that sets a flow apart most.</summary>
/// <param name="Name">The column, as the export names it.</param>
/// <param name="Value">Its value as text: <c>1,460</c>, <c>telnet</c>, <c>missing</c>.</param>
/// <param name="Deviation">
/// How far it lies from the usual: for a number, interquartile ranges from the median (of logarithms); for a category √(-2 ln p),
/// where p is the share of training rows whose value was as rare or rarer: the distance at which a normal distribution is about as rare.
/// </param>
public sealed record UnusualFeature(string Name, string Value, double Deviation)
{
    /// <summary><c>src_bytes 54,540</c>.</summary>
    public override string ToString() => $"{Name} {Value}";
}
