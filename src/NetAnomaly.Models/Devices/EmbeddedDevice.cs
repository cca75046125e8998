namespace NetAnomaly.Models.Devices;

/// <summary>The one place where the embedded engine computes. The Torch engine has a type of this name, too.</summary>
internal sealed class NetworkDevice : INetworkDevice
{
    private NetworkDevice()
    {
    }

    /// <summary>The processor.</summary>
    public static INetworkDevice Host { get; } = new NetworkDevice();

    /// <summary>A tensor made on the host, beside another: on its device, and of its precision if it holds floating-point numbers.</summary>
    public static Tensor Beside(Tensor other, Tensor made) => made;

    public void Take(nn.Module network)
    {
    }

    public IDisposable NewStep() => NewRecyclingScope();

    public void Seed(long seed) => manual_seed(seed);

    public Tensor Put(Tensor made) => made;

    public Tensor Exactly(Tensor tensor) => tensor;

    public IOptimizer CreateOptimizer(
        IReadOnlyList<(string Name, Modules.Parameter Parameter)> parameters, OptimizerOptions options) =>
        new EmbeddedOptimizer(parameters, options);

    public float[] Numbers(Tensor tensor) => tensor.data<float>().ToArray();

    public long[] Integers(Tensor tensor) => tensor.data<long>().ToArray();

    public Tensor Store(Tensor tensor) => tensor;

    public int WordsPerBatch(long bytesPerWord, int usual) => usual;

    public bool IsOutOfMemory(Exception error) => error is OutOfMemoryException;

    public bool IsChance(Exception error) => false;
}
