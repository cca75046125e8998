namespace NetAnomaly.Tensors;

/// <summary>Kinds of device that the API names; this engine has the CPU.</summary>
public enum DeviceType
{
    /// <summary>The processor.</summary>
    CPU = 0,

    /// <summary>An NVIDIA card, which only the Torch engine can use.</summary>
    CUDA = 1,
}

public static partial class torch
{
    /// <summary>The processor.</summary>
    public static readonly Device CPU = new(DeviceType.CPU);

    /// <summary>Element type of numbers.</summary>
    public static readonly ScalarType float32 = ScalarType.Float32;

    /// <summary>Element type of ids.</summary>
    public static readonly ScalarType int64 = ScalarType.Int64;

    /// <summary>Element type of ids.</summary>
    public static readonly ScalarType @long = ScalarType.Int64;

    /// <summary>Element type of masks.</summary>
    public static readonly ScalarType @bool = ScalarType.Bool;

    private static int _threads = Math.Max(1, Environment.ProcessorCount);

    /// <summary>Element types of tensors, numbered as in TorchSharp.</summary>
    public enum ScalarType : sbyte
    {
        /// <summary>64-bit whole numbers: ids.</summary>
        Int64 = 4,

        /// <summary>Single-precision numbers.</summary>
        Float32 = 6,

        /// <summary>Truth values: masks.</summary>
        Bool = 11,
    }

    /// <summary>The device named in a description such as "cpu".</summary>
    public static Device device(string description) => new(description);

    /// <summary>The device of a kind.</summary>
    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    /// <summary>False: this engine uses the processor only.</summary>
    public static bool cuda_is_available() => false;

    /// <summary>Number of threads that large operations use. Results do not depend on it.</summary>
    public static int get_num_threads() => _threads;

    /// <summary>Sets the number of threads that large operations use.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than one.</exception>
    public static void set_num_threads(int num)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(num, 1);
        _threads = num;
    }

    /// <summary>A scope that disposes the tensors made in it.</summary>
    public static DisposeScope NewDisposeScope() => DisposeScope.New(recycles: false);

    /// <summary>
    /// A scope for work that is repeated, such as a step of training: what the engine makes in it, the tensors themselves
    /// included, it uses again in later scopes of this kind on the same thread, so that a repeated step allocates nothing.
    /// </summary>
    /// <remarks>
    /// A tensor made in it must not be used after its end, unless it was moved out by <see cref="Tensor.MoveToOuterDisposeScope"/>
    /// or <see cref="Tensor.DetachFromDisposeScope"/>. Such a use is refused to the end of the next scope of this kind;
    /// later the object may be another tensor. Scopes inside it, of either kind, end with it and recycle as it does.
    /// </remarks>
    public static DisposeScope NewRecyclingScope() => DisposeScope.New(recycles: true);

    /// <summary>Until disposed, operations on this thread are not recorded.</summary>
    public static IDisposable no_grad() => GradMode.Switch(enabled: false);

    /// <summary>Until disposed, operations on this thread are recorded, or not.</summary>
    public static IDisposable enable_grad(bool enabled = true) => GradMode.Switch(enabled);

    /// <summary>Until disposed, operations on this thread are recorded, or not.</summary>
    public static IDisposable set_grad_enabled(bool mode = true) => GradMode.Switch(mode);

    /// <summary>Until disposed, operations on this thread are not recorded.</summary>
    public static IDisposable inference_mode(bool mode = true) => GradMode.Switch(!mode);

    /// <summary>Whether operations on this thread are recorded.</summary>
    public static bool is_grad_enabled() => GradMode.Enabled;

    /// <summary>A place where tensors lie.</summary>
    public sealed class Device
    {
        /// <summary>The device named in a description: "cpu".</summary>
        /// <exception cref="NotSupportedException">Any other device: it needs the Torch engine.</exception>
        public Device(string description)
            : this(Parse(description))
        {
        }

        /// <summary>The device of a kind.</summary>
        /// <exception cref="NotSupportedException">Any device but the CPU: it needs the Torch engine.</exception>
        public Device(DeviceType deviceType, int index = -1)
        {
            if (deviceType != DeviceType.CPU)
                throw new NotSupportedException($"The embedded engine computes on the CPU only; {deviceType} needs the Torch engine.");
            type = deviceType;
            this.index = index;
        }

        /// <summary>Kind of device.</summary>
        public DeviceType type { get; }

        /// <summary>Number among devices of its kind; -1 for the current one.</summary>
        public int index { get; }

        /// <summary>"cpu".</summary>
        public override string ToString() => "cpu";

        private static DeviceType Parse(string description)
        {
            ArgumentNullException.ThrowIfNull(description);
            var name = description.Split(':')[0];
            return Enum.TryParse<DeviceType>(name, ignoreCase: true, out var type)
                ? type
                : throw new NotSupportedException($"There is no device '{description}' in the embedded engine; it has 'cpu'.");
        }
    }
}
