namespace NetAnomaly.Tensors;

/// <summary>Moving modules between devices and types: here they are always on the CPU and float32.</summary>
public static class ModuleExtensionMethods
{
    /// <summary>The module itself.</summary>
    public static T to<T>(this T module, torch.Device device, bool non_blocking = false) where T : torch.nn.Module
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(device);
        return module;
    }

    /// <summary>The module itself.</summary>
    /// <exception cref="NotSupportedException">The type is not float32.</exception>
    public static T to<T>(this T module, torch.ScalarType type, bool non_blocking = false) where T : torch.nn.Module
    {
        ArgumentNullException.ThrowIfNull(module);
        module.MoveTo(type);
        return module;
    }

    /// <summary>The module itself.</summary>
    public static T cpu<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => module;

    /// <summary>A parameter on the memory of a tensor.</summary>
    public static Modules.Parameter AsParameter(this torch.Tensor tensor) => new(tensor);
}
