using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Vectors;
using NetAnomaly.Core.Engines;
using NetAnomaly.Core.Engines.Packs;
using NetAnomaly.Models.Devices;
using NetAnomaly.Models.SelfTests;
using NetAnomaly.Models.Metric;

namespace NetAnomaly.Models;

/// <summary>
/// What an engine pack offers the module: TorchSharp with its native libraries loaded. Made through reflection, once
/// per process.
/// </summary>
internal sealed class TorchBackend : IEngineBackend
{
    /// <summary>Starts TorchSharp, and CUDA where there is a driver.</summary>
    /// <exception cref="EngineException">What was loaded does not compute.</exception>
    public TorchBackend()
    {
        try
        {
            if (NvidiaDriver.IsThere) CudaEnvironment.MakeReproducible();
            InitializeDeviceType(DeviceType.CPU);

            // It defaults to one here.
            set_num_threads(Environment.ProcessorCount);
            GpuProblem = FindGpuProblem();
        }
        catch (Exception cause) when (cause is NotSupportedException or ExternalException or InvalidOperationException)
        {
            throw new EngineException(
                EngineFault.Missing, $"TorchSharp does not start: {cause.GetBaseException().Message}",
                "Install the engine pack again (Install-AnomalyEngine -Force).", cause);
        }

        var version = typeof(torch).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();
        Version = $"TorchSharp {version?.InformationalVersion.Split('+')[0]}";
    }

    /// <inheritdoc/>
    public string Version { get; }

    /// <inheritdoc/>
    public string? GpuProblem { get; }

    /// <inheritdoc/>
    public IReadOnlyList<EngineDevice> Devices()
    {
        var processor = EngineDiagnostics.Processor();
        return GpuProblem is null ? [processor, .. CudaDriver.Devices().Take(cuda.device_count())] : [processor];
    }

    /// <inheritdoc/>
    public IDetectorFactory ForDevice(string device, EnginePrecision precision) =>
        new TorchEngine(device, precision, Place(device, precision));

    /// <inheritdoc/>
    public IVectorDetectorFactory VectorsForDevice(string device) =>
        new MetricFactory(TorchEngine.Name, device, Place(device, EnginePrecision.Single));

    /// <inheritdoc/>
    public SelfTestResult SelfTest(string device, EnginePrecision precision) =>
        EngineSelfTest.Run(Place(device, precision), device, precision);

    private TorchDevice Place(string device, EnginePrecision precision) =>
        new(device, precision, () => Devices().FirstOrDefault(found => found.Name == device)?.MemoryFree);

    private static string? FindGpuProblem()
    {
        if (!NvidiaDriver.IsThere) return "there is no NVIDIA driver, or it finds no GPU";
        if (CudaDriver.Problem() is { } problem) return problem;
        try
        {
            if (!TryInitializeDeviceType(DeviceType.CUDA))
                return "libtorch finds no usable GPU: the pack is for the processor, or the driver is too old for it";

            // Single precision means single: cuDNN would round the inputs of its products to 10 bits.
            backends.cudnn.allow_tf32 = false;
            backends.cuda.matmul.allow_tf32 = false;
            return null;
        }
        catch (Exception cause) when (cause is NotSupportedException or ExternalException or InvalidOperationException)
        {
            return cause.GetBaseException().Message;
        }
    }
}
