using NetAnomaly.Models.Devices;

namespace NetAnomaly.Models.Tests;

/// <summary>
/// The processor, as a device that keeps account of what is asked of it, and takes so many rows at once.
/// </summary>
internal sealed class WatchedDevice : IDevice
{
    private static IDevice Inner => HostDevice.Instance;

    /// <summary>Rows that a tensor may have; more of them find no memory.</summary>
    public int MostRows { get; init; } = int.MaxValue;

    /// <summary>Tensors brought here that fail at random: the first once a step has begun.</summary>
    public int MostFaults { get; init; }

    public int Faults { get; private set; }

    /// <summary>Words that suit it in a batch.</summary>
    public int? Words { get; init; }

    public List<long> Seeds { get; } = [];

    public List<long> Rows { get; } = [];

    public int Refusals { get; private set; }

    /// <summary>How often numbers or integers were read from here: a GPU is waited for each time.</summary>
    public int Reads { get; private set; }

    public void MoveModule(nn.Module network) => Inner.MoveModule(network);

    public IDisposable NewStep() => Inner.NewStep();

    public void Seed(long seed)
    {
        Seeds.Add(seed);
        Inner.Seed(seed);
    }

    public Tensor ToDevice(Tensor made)
    {
        Reserve(made);
        if (Seeds.Count > 0 && Faults < MostFaults)
        {
            Faults++;
            throw new TimeoutException("as if");
        }

        Rows.Add(made.shape[0]);
        return Inner.ToDevice(made);
    }

    public Tensor ToDeviceOf(Tensor like, Tensor made) => Inner.ToDeviceOf(like, made);

    public Tensor ToFloat32(Tensor tensor) => Inner.ToFloat32(tensor);

    public IOptimizer CreateOptimizer(
        IReadOnlyList<(string Name, Modules.Parameter Parameter)> parameters, OptimizerOptions options)
    {
        // Its moments take as many rows as the parameters.
        foreach (var (_, parameter) in parameters) Reserve(parameter);
        return Inner.CreateOptimizer(parameters, options);
    }

    public float[] ToFloats(Tensor tensor)
    {
        Reads++;
        return Inner.ToFloats(tensor);
    }

    public long[] ToInt64s(Tensor tensor)
    {
        Reads++;
        return Inner.ToInt64s(tensor);
    }

    public Tensor ToHost(Tensor tensor) => Inner.ToHost(tensor);

    public int TokensPerBatch(long bytesPerToken, int usual) => Words ?? Inner.TokensPerBatch(bytesPerToken, usual);

    public bool IsOutOfMemory(Exception error) => Inner.IsOutOfMemory(error);

    public bool IsTransient(Exception error) => error is TimeoutException;

    private void Reserve(Tensor wanted)
    {
        if (wanted.shape[0] <= MostRows) return;
        Refusals++;
        throw new InsufficientMemoryException("as if");
    }
}
