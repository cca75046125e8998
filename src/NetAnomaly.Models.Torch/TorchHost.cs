namespace NetAnomaly.Models.Devices;

/// <summary>
/// The processor, where tensors are made. Each engine says with a type of this name which device that is.
/// </summary>
internal static class HostDevice
{
    /// <summary>The processor, in single precision.</summary>
    public static IDevice Instance { get; } = new TorchDevice("cpu", EnginePrecision.Single, () => null);
}
