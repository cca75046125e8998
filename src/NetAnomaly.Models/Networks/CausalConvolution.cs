namespace NetAnomaly.Models.Networks;

/// <summary>
/// A 1-D convolution that sees a position and those before it: (batch, channels, length) to the same length.
/// </summary>
internal sealed class CausalConvolution : nn.Module<Tensor, Tensor>
{
    private readonly Modules.Conv1d conv;
    private readonly long reach;

    public CausalConvolution(long inputs, long outputs, long kernelSize)
        : base(nameof(CausalConvolution))
    {
        reach = kernelSize - 1;
        conv = nn.Conv1d(inputs, outputs, kernelSize);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var padded = nn.functional.pad(input, [reach, 0]);
        return conv.forward(padded);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) conv.Dispose();
        base.Dispose(disposing);
    }
}
