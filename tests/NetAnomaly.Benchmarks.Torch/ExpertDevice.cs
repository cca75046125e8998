using NetAnomaly.Models.Devices;

namespace NetAnomaly.Benchmarks.Torch;

/// <summary>The processor as the Torch engine uses it, but for the optimizer, which is TorchSharp's own.</summary>
internal sealed class ExpertDevice : IDevice
{
    private static readonly IDevice Host = HostDevice.Instance;

    public IOptimizer CreateOptimizer(
        IReadOnlyList<(string Name, Modules.Parameter Parameter)> parameters, OptimizerOptions options) =>
        new NativeAdamW(parameters, options);

    public void MoveModule(nn.Module network) => Host.MoveModule(network);

    public IDisposable NewStep() => Host.NewStep();

    public void Seed(long seed) => Host.Seed(seed);

    public Tensor ToDevice(Tensor made) => Host.ToDevice(made);

    public Tensor ToDeviceOf(Tensor like, Tensor made) => Host.ToDeviceOf(like, made);

    public Tensor ToFloat32(Tensor tensor) => Host.ToFloat32(tensor);

    public float[] ToFloats(Tensor tensor) => Host.ToFloats(tensor);

    public long[] ToInt64s(Tensor tensor) => Host.ToInt64s(tensor);

    public Tensor ToHost(Tensor tensor) => Host.ToHost(tensor);

    public int TokensPerBatch(long bytesPerToken, int usual) => Host.TokensPerBatch(bytesPerToken, usual);

    public bool IsOutOfMemory(Exception error) => Host.IsOutOfMemory(error);

    public bool IsTransient(Exception error) => Host.IsTransient(error);
}
