using NetAnomaly.Models.Devices;

namespace NetAnomaly.Models.Tests;

/// <summary>The processor, as a device that keeps account of what is asked of it, and takes so many rows at once.</summary>
internal sealed class WatchedDevice : INetworkDevice
{
    private static INetworkDevice Inner => NetworkDevice.Host;

    /// <summary>Rows that a tensor may have; more of them find no memory.</summary>
    public int MostRows { get; init; } = int.MaxValue;

    /// <summary>Tensors brought here that fail by chance: the first once a step has begun.</summary>
    public int MostFaults { get; init; }

    public int Faults { get; private set; }

    /// <summary>Words that suit it in a batch.</summary>
    public int? Words { get; init; }

    public List<long> Seeds { get; } = [];

    public List<long> Rows { get; } = [];

    public int Refusals { get; private set; }

    /// <summary>How often numbers or integers were read from here: a GPU is waited for each time.</summary>
    public int Reads { get; private set; }

    public void Take(nn.Module network) => Inner.Take(network);

    public IDisposable NewStep() => Inner.NewStep();

    public void Seed(long seed)
    {
        Seeds.Add(seed);
        Inner.Seed(seed);
    }

    public Tensor Put(Tensor made)
    {
        Reserve(made);
        if (Seeds.Count > 0 && Faults < MostFaults)
        {
            Faults++;
            throw new TimeoutException("as if");
        }

        Rows.Add(made.shape[0]);
        return Inner.Put(made);
    }

    public Tensor Exactly(Tensor tensor) => Inner.Exactly(tensor);

    public IOptimizer CreateOptimizer(
        IReadOnlyList<(string Name, Modules.Parameter Parameter)> parameters, OptimizerOptions options)
    {
        // Its moments take as many rows as the parameters.
        foreach (var (_, parameter) in parameters) Reserve(parameter);
        return Inner.CreateOptimizer(parameters, options);
    }

    public float[] Numbers(Tensor tensor)
    {
        Reads++;
        return Inner.Numbers(tensor);
    }

    public long[] Integers(Tensor tensor)
    {
        Reads++;
        return Inner.Integers(tensor);
    }

    public Tensor Store(Tensor tensor) => Inner.Store(tensor);

    public int WordsPerBatch(long bytesPerWord, int usual) => Words ?? Inner.WordsPerBatch(bytesPerWord, usual);

    public bool IsOutOfMemory(Exception error) => Inner.IsOutOfMemory(error);

    public bool IsChance(Exception error) => error is TimeoutException;

    private void Reserve(Tensor wanted)
    {
        if (wanted.shape[0] <= MostRows) return;
        Refusals++;
        throw new InsufficientMemoryException("as if");
    }
}
