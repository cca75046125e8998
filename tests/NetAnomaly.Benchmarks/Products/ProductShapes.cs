namespace NetAnomaly.Benchmarks.Products;

/// <summary>One product to be measured.</summary>
internal sealed record MeasuredShape(string Name, bool TransposeA, bool TransposeB, int M, int N, int K);

/// <summary>Cubes, and the products of the two language models.</summary>
internal static class ProductShapes
{
    private static readonly MeasuredShape[] All =
    [
        .. new[] { 192, 256, 384, 512, 768, 1024 }.Select(s => new MeasuredShape($"{s} cubed", false, false, s, s, s)),
        new("512 cubed, A transposed", true, false, 512, 512, 512),
        new("512 cubed, B transposed", false, true, 512, 512, 512),
        new("512 cubed, both transposed", true, true, 512, 512, 512),
        new("LSTM input x·Wᵀ", false, true, 2048, 512, 64),
        new("LSTM step h·Wᵀ", false, true, 64, 512, 128),
        new("LSTM step h·W, W transposed before", false, false, 64, 512, 128),
        new("LSTM step, half a batch", false, false, 32, 512, 128),
        new("LSTM step back dg·W", false, false, 64, 128, 512),
        new("LSTM dWhh = dgᵀ·h", true, false, 512, 128, 2048),
        new("LSTM dWih = dgᵀ·x", true, false, 512, 64, 2048),
        new("LSTM dx = dg·Wih", false, false, 2048, 64, 512),
        new("head x·Wᵀ", false, true, 2048, 512, 128),
        new("head dx = dy·W", false, false, 2048, 128, 512),
        new("head dW = dyᵀ·x", true, false, 512, 128, 2048),
        new("QKV", false, true, 2048, 384, 128),
        new("attention out", false, true, 2048, 128, 128),
        new("feed-forward up", false, true, 2048, 256, 128),
        new("feed-forward down", false, true, 2048, 128, 256),
        new("attention scores q·kᵀ, one head", false, true, 32, 32, 32),
        new("attention mix p·v, one head", false, false, 32, 32, 32),
        new("one row x·Wᵀ", false, true, 1, 512, 128),
        new("one row x·W", false, false, 1, 512, 128),
        new("outer product", false, false, 256, 256, 1),
        new("conv as product", false, false, 2048, 64, 300),
    ];

    /// <summary>The shapes whose name contains a text.</summary>
    public static MeasuredShape[] Matching(string filter) =>
        Array.FindAll(All, s => s.Name.Contains(filter, StringComparison.Ordinal));
}
