using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Vectors;

namespace NetAnomaly.Core.Engines;

/// <summary>
/// An engine that came as a pack, with its native libraries loaded: the seam between the core and what the pack holds.
/// </summary>
internal interface IEngineBackend
{
    /// <summary>Its version, for people.</summary>
    string Version { get; }

    /// <summary>Why it cannot compute on a GPU; <see langword="null"/> where it can.</summary>
    string? GpuProblem { get; }

    /// <summary>What it can compute on, the processor first, then GPUs by number. Asks the system each time.</summary>
    IReadOnlyList<EngineDevice> Devices();

    /// <summary>A provider of detectors that compute on one device.</summary>
    /// <param name="device">The name of one of <see cref="Devices"/>.</param>
    /// <param name="precision">The numbers to compute with.</param>
    /// <exception cref="EngineException">The device cannot compute with these numbers.</exception>
    IDetectorFactory ForDevice(string device, EnginePrecision precision);

    /// <summary>A provider of detectors on vectors that compute on one device, in single precision.</summary>
    /// <param name="device">The name of one of <see cref="Devices"/>.</param>
    IVectorDetectorFactory VectorsForDevice(string device);

    /// <summary>Asks a device what is known already.</summary>
    /// <param name="device">The name of one of <see cref="Devices"/>.</param>
    /// <param name="precision">The numbers to compute with.</param>
    /// <exception cref="EngineException">Memory ran out.</exception>
    SelfTestResult SelfTest(string device, EnginePrecision precision);
}
