using System.Runtime.InteropServices;
using NetAnomaly.Models.Devices;

namespace NetAnomaly.Models.Devices;

/// <summary>
/// Where a network computes on TorchSharp: the processor or a GPU, in single precision or bfloat16. The embedded engine
/// has a type of this name, too.
/// </summary>
internal sealed class TorchDevice : IDevice
{
    // Of a GPU's free memory, what one batch may take: the rest is for weights, what cuDNN works in, and others.
    private const long ShareOfMemory = 4;
    private const int MostWords = 1 << 20;

    // What libtorch says, which throws nothing that could be told apart by type: CUDA, cuBLAS and cuDNN; the processor
    // on Linux and on Windows.
    private static readonly string[] OutOfMemory =
    [
        "out of memory", "_ALLOC_FAILED", "_ALLOCATION_FAILED", "can't allocate memory", "not enough memory",
    ];

    private readonly torch.Device place;
    private readonly ScalarType numbers;
    private readonly Func<long?> freeMemory;

    /// <summary>A device.</summary>
    /// <param name="name"><c>cpu</c> or <c>cuda:0</c>.</param>
    /// <param name="precision">The numbers to compute with.</param>
    /// <param name="freeMemory">Asks how many bytes of the GPU's memory are free.</param>
    public TorchDevice(string name, EnginePrecision precision, Func<long?> freeMemory)
    {
        place = new torch.Device(name);
        numbers = precision == EnginePrecision.BFloat16 ? ScalarType.BFloat16 : ScalarType.Float32;
        this.freeMemory = freeMemory;
    }

    private bool IsGpu => place.type == DeviceType.CUDA;

    public Tensor ToDeviceOf(Tensor like, Tensor made) =>
        (like.device.type == DeviceType.CUDA ? Send(made, like.device) : made)
            .to(made.is_floating_point() ? like.dtype : made.dtype, like.device);

    public void MoveModule(nn.Module network)
    {
        try
        {
            if (IsGpu) Reserve(network);
            if (IsGpu || numbers != ScalarType.Float32) network.to(place, numbers);
        }
        catch (Exception error) when (IsOutOfMemory(error))
        {
            throw MemoryFault.Of("the model's weights", error);
        }
    }

    // TorchSharp's manual_seed seeds the processor's generator only, unlike PyTorch's.
    public void Seed(long seed)
    {
        manual_seed(seed);
        if (IsGpu) cuda.manual_seed_all(seed);
    }

    public IDisposable NewStep() => NewDisposeScope();

    public Tensor ToDevice(Tensor made)
    {
        var here = IsGpu ? Send(made, place) : made;
        return made.is_floating_point() && numbers != made.dtype ? here.to(numbers) : here;
    }

    public Tensor ToFloat32(Tensor tensor) =>
        tensor.dtype == ScalarType.Float32 ? tensor : tensor.to(ScalarType.Float32);

    public IOptimizer CreateOptimizer(
        IReadOnlyList<(string Name, Modules.Parameter Parameter)> parameters, OptimizerOptions options) =>
        new TensorAdam(parameters, options, this);

    public float[] ToFloats(Tensor tensor) => ToFloat32(tensor).cpu().data<float>().ToArray();

    public long[] ToInt64s(Tensor tensor) => tensor.cpu().data<long>().ToArray();

    public Tensor ToHost(Tensor tensor) => tensor.is_floating_point() ? ToFloat32(tensor).cpu() : tensor.cpu();

    public int TokensPerBatch(long bytesPerToken, int usual) =>
        IsGpu && freeMemory() is { } free
            ? (int)Math.Clamp(free / ShareOfMemory / bytesPerToken, usual, MostWords)
            : usual;

    public bool IsOutOfMemory(Exception error) =>
        error is OutOfMemoryException
        || (error is ExternalException
            && OutOfMemory.Any(text => error.Message.Contains(text, StringComparison.OrdinalIgnoreCase)));

    // TorchSharp (0.107) keeps a number alive only until native code has begun to read it: a collection at that moment
    // frees it under the reader. libtorch then throws "Expected false to be true" or "Unknown scalar type" from this
    // file.
    public bool IsTransient(Exception error) =>
        error is ExternalException && error.Message.Contains("c10/core/Scalar.h", StringComparison.Ordinal);

    // What a GPU refuses while TorchSharp moves a network to it ends the process (THSNN_Module_to_device_dtype lets C++
    // errors out), so it is asked beforehand for as much, and for the moments and gradients of a training; libtorch
    // keeps what is freed.
    private void Reserve(nn.Module network)
    {
        const int Copies = 4;
        using var all = empty(
            Copies * network.parameters().Sum(weight => weight.numel()), dtype: ScalarType.Float32, device: place);
    }

    // From pinned memory the copy goes on while the host prepares more; libtorch keeps the pinned block until it is
    // done.
    private static Tensor Send(Tensor made, torch.Device gpu) =>
        made.device.type == DeviceType.CPU ? made.pin_memory().to(gpu, non_blocking: true) : made;
}
