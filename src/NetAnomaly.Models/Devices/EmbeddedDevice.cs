namespace NetAnomaly.Models.Devices;

/// <summary>The one place where the embedded engine computes: the processor.</summary>
internal sealed class EmbeddedDevice : IDevice
{
    public void MoveModule(nn.Module network)
    {
    }

    public IDisposable NewStep() => NewRecyclingScope();

    public void Seed(long seed) => manual_seed(seed);

    public Tensor ToDevice(Tensor made) => made;

    public Tensor ToDeviceOf(Tensor like, Tensor made) => made;

    public Tensor ToFloat32(Tensor tensor) => tensor;

    public IOptimizer CreateOptimizer(
        IReadOnlyList<(string Name, Modules.Parameter Parameter)> parameters, OptimizerOptions options) =>
        new EmbeddedOptimizer(parameters, options);

    public float[] ToFloats(Tensor tensor) => tensor.data<float>().ToArray();

    public long[] ToInt64s(Tensor tensor) => tensor.data<long>().ToArray();

    public Tensor ToHost(Tensor tensor) => tensor;

    public int TokensPerBatch(long bytesPerToken, int usual) => usual;

    public bool IsOutOfMemory(Exception error) => error is OutOfMemoryException;

    public bool IsTransient(Exception error) => false;
}
