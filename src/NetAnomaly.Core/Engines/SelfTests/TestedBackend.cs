using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Vectors;

namespace NetAnomaly.Core.Engines.SelfTests;

/// <summary>
/// A backend whose devices answer a self-test before they are used for the first time, each in each precision; one that
/// answers wrongly is refused.
/// </summary>
/// <param name="backend">The backend.</param>
internal sealed class TestedBackend(IEngineBackend backend) : IEngineBackend
{
    private readonly Lock testing = new();
    private readonly List<SelfTestResult> results = [];

    /// <inheritdoc/>
    public string Version => backend.Version;

    /// <inheritdoc/>
    public string? GpuProblem => backend.GpuProblem;

    /// <summary>What has been found so far.</summary>
    public IReadOnlyList<SelfTestResult> Results
    {
        get
        {
            lock (testing) return [.. results];
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<EngineDevice> Devices() => backend.Devices();

    /// <inheritdoc/>
    /// <exception cref="EngineException">The device answers wrongly.</exception>
    public IDetectorFactory ForDevice(string device, EnginePrecision precision)
    {
        Require(device, precision);
        return backend.ForDevice(device, precision);
    }

    /// <inheritdoc/>
    /// <exception cref="EngineException">The device answers wrongly.</exception>
    public IVectorDetectorFactory VectorsForDevice(string device)
    {
        Require(device, EnginePrecision.Single);
        return backend.VectorsForDevice(device);
    }

    /// <inheritdoc/>
    public SelfTestResult SelfTest(string device, EnginePrecision precision)
    {
        lock (testing)
        {
            if (results.Find(result => (result.Device, result.Precision) == (device, precision)) is { } known)
            {
                return known;
            }

            var limit = device == EngineRequest.Cpu ? InstructionSets.Limit : null;
            var result = backend.SelfTest(device, precision) with { InstructionSetLimit = limit };
            results.Add(result);
            return result;
        }
    }

    private void Require(string device, EnginePrecision precision)
    {
        var result = SelfTest(device, precision);
        if (!result.Passed) throw WrongResults.Of(result);
    }
}
