namespace NetAnomaly.Models.SelfTests.Reference;

/// <summary>
/// Layer normalisation of every step. Source: Ba et al. 2016, arXiv 1607.06450, in the form of torch.nn.LayerNorm.
/// </summary>
internal sealed class ReferenceLayerNorm(int width) : IReferenceLayer
{
    // PyTorch's default.
    private const double Epsilon = 1e-5;

    private readonly ReferenceParameter weight = new("weight", width);
    private readonly ReferenceParameter bias = new("bias", width);
    private double[] normed = [];
    private double[] scales = [];

    public IReadOnlyList<ReferenceParameter> Parameters => [weight, bias];

    public double[] Forward(double[] input)
    {
        normed = new double[input.Length];
        scales = new double[input.Length / width];
        for (var step = 0; step < scales.Length; step++)
        {
            var row = input.AsSpan(step * width, width).ToArray();
            var mean = row.Average();
            scales[step] = 1 / Math.Sqrt(row.Average(value => (value - mean) * (value - mean)) + Epsilon);
            for (var unit = 0; unit < width; unit++) normed[(step * width) + unit] = (row[unit] - mean) * scales[step];
        }

        return [.. normed.Select((value, at) => bias.Values[at % width] + (weight.Values[at % width] * value))];
    }

    public double[] Backward(double[] gradient, double times)
    {
        var result = new double[gradient.Length];
        for (var step = 0; step < scales.Length; step++)
        {
            var row = normed.AsSpan(step * width, width);
            var given = new double[width];
            for (var unit = 0; unit < width; unit++)
            {
                var of = gradient[(step * width) + unit];
                given[unit] = of * weight.Values[unit];
                weight.Gradient[unit] += times * of * row[unit];
                bias.Gradient[unit] += times * of;
            }

            var (mean, along) = (given.Average(), ReferenceRows.Dot(given, row) / width);
            for (var unit = 0; unit < width; unit++)
            {
                result[(step * width) + unit] = scales[step] * (given[unit] - mean - (row[unit] * along));
            }
        }

        return result;
    }
}
