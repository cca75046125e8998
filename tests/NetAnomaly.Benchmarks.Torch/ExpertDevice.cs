using NetAnomaly.Models.Devices;

namespace NetAnomaly.Benchmarks.Torch;

/// <summary>The processor as the Torch engine uses it, but for the optimizer, which is TorchSharp's own.</summary>
internal sealed class ExpertDevice : INetworkDevice
{
    private static readonly INetworkDevice Host = NetworkDevice.Host;

    public IOptimizer CreateOptimizer(IReadOnlyList<(string Name, Modules.Parameter Parameter)> parameters, OptimizerOptions options) =>
        new NativeAdamW(parameters, options);

    public void Take(nn.Module network) => Host.Take(network);

    public IDisposable NewStep() => Host.NewStep();

    public void Seed(long seed) => Host.Seed(seed);

    public Tensor Put(Tensor made) => Host.Put(made);

    public Tensor Exactly(Tensor tensor) => Host.Exactly(tensor);

    public float[] Numbers(Tensor tensor) => Host.Numbers(tensor);

    public long[] Integers(Tensor tensor) => Host.Integers(tensor);

    public Tensor Store(Tensor tensor) => Host.Store(tensor);

    public int WordsPerBatch(long bytesPerWord, int usual) => Host.WordsPerBatch(bytesPerWord, usual);

    public bool IsOutOfMemory(Exception error) => Host.IsOutOfMemory(error);

    public bool IsChance(Exception error) => Host.IsChance(error);
}
