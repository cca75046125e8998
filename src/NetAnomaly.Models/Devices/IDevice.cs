namespace NetAnomaly.Models.Devices;

/// <summary>
/// Where a network computes. All that models must do differently on a GPU goes through it; each engine has its own.
/// </summary>
internal interface IDevice
{
    /// <summary>Takes a network's weights over.</summary>
    void MoveModule(nn.Module network);

    /// <summary>
    /// A dispose scope for work that is done again and again, as a step of training or a batch that is scored: an
    /// engine that can uses what it makes there once more. No tensor made in it may be used after its end.
    /// </summary>
    IDisposable NewStep();

    /// <summary>
    /// Begins a seed's random stream, on the host and here: a GPU draws from a generator of its own, which seeding the
    /// host's leaves alone.
    /// </summary>
    void Seed(long seed);

    /// <summary>A tensor made on the host, brought here.</summary>
    Tensor ToDevice(Tensor made);

    /// <summary>
    /// A tensor made on the host, brought to where another lies, and to its precision if both hold floating-point
    /// numbers.
    /// </summary>
    Tensor ToDeviceOf(Tensor like, Tensor made);

    /// <summary>
    /// In single precision, in which losses and sums are computed whatever the network's precision is.
    /// </summary>
    Tensor ToFloat32(Tensor tensor);

    /// <summary>The optimizer of this engine, before its first step; the parameters stay the caller's.</summary>
    /// <param name="parameters">The parameters that lie here, by name.</param>
    /// <param name="options">How gradients become steps.</param>
    IOptimizer CreateOptimizer(
        IReadOnlyList<(string Name, Modules.Parameter Parameter)> parameters, OptimizerOptions options);

    /// <summary>The numbers of a tensor, on the host.</summary>
    float[] ToFloats(Tensor tensor);

    /// <summary>The integers of a tensor, on the host.</summary>
    long[] ToInt64s(Tensor tensor);

    /// <summary>A tensor as it is stored: on the host, in single precision.</summary>
    Tensor ToHost(Tensor tensor);

    /// <summary>Words in a batch that is scored.</summary>
    /// <param name="bytesPerToken">What a word takes while it is in work, roughly.</param>
    /// <param name="usual">What suits a processor.</param>
    int TokensPerBatch(long bytesPerToken, int usual);

    /// <summary>Whether an error says that memory ran out, so that less at once may do.</summary>
    bool IsOutOfMemory(Exception error);

    /// <summary>
    /// Whether an error comes of a flaw of the engine that hits at random, so that the same once more may do.
    /// </summary>
    bool IsTransient(Exception error);
}
