extern alias Torch;

using Torch::NetAnomaly.Models.Engines;

namespace NetAnomaly.Models.Torch.Tests;

/// <summary>
/// libtorch's device "meta": tensors with a shape, but no numbers. As on a GPU, what mixes them with tensors on the host fails, and so does what
/// reads numbers past the device.
/// </summary>
internal sealed class MetaDevice : INetworkDevice
{
    public List<string> Strangers { get; } = [];

    public int Reads { get; private set; }

    private static torch.Device Meta => META;

    public void Take(nn.Module network) => network.to(Meta, ScalarType.Float32);

    public IDisposable NewStep() => NewDisposeScope();

    public void Seed(long seed) => manual_seed(seed);

    public Tensor Put(Tensor made) => made.to(Meta);

    public Tensor Exactly(Tensor tensor) => Here(tensor);

    public Tensor Master(Tensor weight) => weight;

    public float[] Numbers(Tensor tensor) => new float[Here(tensor).numel()];

    public long[] Integers(Tensor tensor) => new long[Here(tensor).numel()];

    public Tensor Store(Tensor tensor) => zeros_like(Here(tensor), device: CPU);

    public int WordsPerBatch(long bytesPerWord, int usual) => usual;

    public bool IsOutOfMemory(Exception error) => false;

    private Tensor Here(Tensor tensor)
    {
        Reads++;
        if (tensor.device.type != DeviceType.META) Strangers.Add($"{tensor.device}: ({string.Join(", ", tensor.shape)})");
        return tensor;
    }
}
