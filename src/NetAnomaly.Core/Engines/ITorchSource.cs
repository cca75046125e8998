namespace NetAnomaly.Core.Engines;

/// <summary>Where the Torch engine comes from; nothing native is loaded before <see cref="Start"/>.</summary>
internal interface ITorchSource
{
    /// <summary>
    /// Whether starting it would probably give a GPU: a pack with CUDA is installed and a driver is there. Cheap.
    /// </summary>
    bool MayHaveGpu { get; }

    /// <summary>The engine, started on the first call and the same ever after in this process. Thread-safe.</summary>
    /// <exception cref="EngineException">No pack fits, or what it holds does not load.</exception>
    IEngineBackend Start();
}
