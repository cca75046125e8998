namespace NetAnomaly.Models.SelfTests.Reference;

/// <summary>
/// Causal self-attention with several heads. Source: Vaswani et al. 2017, arXiv 1706.03762, section 3.2, in the form of
/// torch.nn.MultiheadAttention.
/// </summary>
internal sealed class ReferenceAttention(int width, int heads) : IReferenceLayer
{
    private readonly ReferenceLinear into = new(width, 3 * width, "in_proj_weight", "in_proj_bias");
    private readonly ReferenceLinear outOf = new(width, width, "out_proj.weight", "out_proj.bias");
    private readonly int size = width / heads;
    private readonly double scale = 1 / Math.Sqrt(width / heads);
    private double[] projected = [];
    private double[] shares = [];

    public IReadOnlyList<ReferenceParameter> Parameters => [.. into.Parameters, .. outOf.Parameters];

    private int Steps => projected.Length / (3 * width);

    public double[] Forward(double[] input)
    {
        projected = into.Forward(input);
        shares = new double[heads * Steps * Steps];
        var joined = new double[input.Length];
        for (var row = 0; row < heads * Steps; row++)
        {
            var (head, step) = (row / Steps, row % Steps);
            var seen = shares.AsSpan(row * Steps, step + 1);
            var sum = 0.0;
            for (var other = 0; other <= step; other++)
            {
                seen[other] = Math.Exp(
                    scale * ReferenceRows.Dot(Query(projected, step, head), Key(projected, other, head)));
                sum += seen[other];
            }

            for (var other = 0; other <= step; other++)
            {
                seen[other] /= sum;
                var result = joined.AsSpan((step * width) + (head * size), size);
                ReferenceRows.AddScaled(result, seen[other], Value(projected, other, head));
            }
        }

        return outOf.Forward(joined);
    }

    public double[] Backward(double[] gradient, double times)
    {
        var joined = outOf.Backward(gradient, times);
        var result = new double[projected.Length];
        for (var row = 0; row < heads * Steps; row++)
        {
            var (head, step) = (row / Steps, row % Steps);
            var seen = shares.AsSpan(row * Steps, step + 1);
            var given = joined.AsSpan((step * width) + (head * size), size);
            var toShares = new double[step + 1];
            for (var other = 0; other <= step; other++)
            {
                toShares[other] = ReferenceRows.Dot(given, Value(projected, other, head));
                ReferenceRows.AddScaled(Value(result, other, head), seen[other], given);
            }

            var mean = ReferenceRows.Dot(seen, toShares);
            for (var other = 0; other <= step; other++)
            {
                var toScore = scale * seen[other] * (toShares[other] - mean);
                ReferenceRows.AddScaled(Query(result, step, head), toScore, Key(projected, other, head));
                ReferenceRows.AddScaled(Key(result, other, head), toScore, Query(projected, step, head));
            }
        }

        return into.Backward(result, times);
    }

    // A step's projections lie side by side: queries, keys, values, each head by head.
    private Span<double> Query(double[] of, int step, int head) => of.AsSpan((step * 3 * width) + (head * size), size);

    private Span<double> Key(double[] of, int step, int head) =>
        of.AsSpan((((step * 3) + 1) * width) + (head * size), size);

    private Span<double> Value(double[] of, int step, int head) =>
        of.AsSpan((((step * 3) + 2) * width) + (head * size), size);
}
