namespace NetAnomaly;

/// <summary>What computes a network.</summary>
public enum EngineName
{
    /// <summary>
    /// Torch on a GPU where one is at hand and the work is large enough to gain by it, else the embedded engine.
    /// </summary>
    Auto,

    /// <summary>The engine that comes with the module: the processor, no native library.</summary>
    Embedded,

    /// <summary>TorchSharp with libtorch, from an engine pack: the processor and NVIDIA GPUs.</summary>
    Torch,
}
