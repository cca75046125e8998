namespace NetAnomaly.Models.SelfTests.Reference;

/// <summary>
/// AdamW with PyTorch's usual constants. Source: Loshchilov and Hutter 2019, arXiv 1711.05101, algorithm 2.
/// </summary>
internal sealed class ReferenceAdamW(double[] weights, double rate, double decay)
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    private readonly double[] first = new double[weights.Length];
    private readonly double[] second = new double[weights.Length];
    private int steps;

    /// <summary>The weights as they are now.</summary>
    public double[] Weights { get; } = [.. weights];

    /// <summary>Takes one step.</summary>
    /// <param name="gradient">The gradient of each weight.</param>
    public void Step(double[] gradient)
    {
        steps++;
        for (var at = 0; at < Weights.Length; at++)
        {
            first[at] = (Beta1 * first[at]) + ((1 - Beta1) * gradient[at]);
            second[at] = (Beta2 * second[at]) + ((1 - Beta2) * gradient[at] * gradient[at]);
            var moment = first[at] / (1 - Math.Pow(Beta1, steps));
            var spread = second[at] / (1 - Math.Pow(Beta2, steps));
            Weights[at] -= rate * ((decay * Weights[at]) + (moment / (Math.Sqrt(spread) + Epsilon)));
        }
    }
}
