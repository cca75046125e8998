using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Detectors.Vectors;

namespace NetAnomaly.Core.Engines;

/// <summary>
/// Chooses what computes: what was asked for or an error that says why not; left open, a GPU where the work is worth
/// starting it.
/// </summary>
/// <param name="core">Providers that need no engine; asked first.</param>
/// <param name="embedded">The providers of the embedded engine.</param>
/// <param name="torch">The Torch engine.</param>
internal sealed class EngineSelector(
    IReadOnlyList<IDetectorFactory> core, IReadOnlyList<IDetectorFactory> embedded, ITorchSource torch)
{
    /// <summary>
    /// Operations from which a GPU is worth its start. Two cores of the embedded engine do some 50 billion a second
    /// (docs/engine.md), and libtorch with CUDA takes seconds to load: below ten seconds of work there is nothing to
    /// gain.
    /// </summary>
    public const double WorthGpu = 5e11;

    /// <summary>Chooses.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="spec">The model that is to be trained or loaded.</param>
    /// <param name="work">Floating-point operations to be done, as far as is known.</param>
    /// <exception cref="EngineException">What is asked for cannot be had.</exception>
    public EngineSelection Choose(EngineRequest request, ModelSpec spec, double work)
    {
        var needs = DetectorKinds.Standard.Needs(spec);
        if (!needs.Engine)
        {
            return new EngineSelection(new DetectorRegistry(core), $"{spec.Architecture} needs no engine.");
        }


        if (request is { Engine: EngineName.Embedded, NeedsTorch: true }) throw EmbeddedCannot(request);
        if (!needs.Precisions.Contains(request.Precision))
        {
            throw new EngineException(
                EngineFault.CannotDo,
                $"{spec.Preset} {spec.Learning} {spec.Architecture} models compute in "
                + $"{string.Join(", ", needs.Precisions)} only: {needs.PrecisionReason}.",
                "Leave -Precision out.");
        }

        if (request.NeedsTorch) return OnTorch(request, torch.Start());
        if (request.Engine == EngineName.Embedded) return OnEmbedded("as asked for");
        if (request.Device == EngineRequest.Cpu) return OnEmbedded("the engine for the processor");
        if (!torch.MayHaveGpu) return OnEmbedded("no GPU that an installed engine pack can use is here");
        return work < WorthGpu ? OnEmbedded("the work is too little to gain by the GPU") : OnGpuIfItStarts(request);
    }

    private EngineSelection OnGpuIfItStarts(EngineRequest request)
    {
        try
        {
            var backend = torch.Start();
            return backend.GpuProblem is { } problem
                ? OnEmbedded($"the GPU cannot be used: {problem}")
                : OnTorch(request with { Device = "cuda" }, backend);
        }
        catch (EngineException cause)
        {
            return OnEmbedded(cause.Fault == EngineFault.WrongResults
                ? $"Torch is not used. {cause.Message.TrimEnd('.')}"
                : $"Torch does not start: {cause.Message}");
        }
    }

    private EngineSelection OnEmbedded(string why) =>
        new(new DetectorRegistry([.. core, .. embedded]), $"Engine Embedded on cpu: {why}.");

    private EngineSelection OnTorch(EngineRequest request, IEngineBackend backend)
    {
        var devices = backend.Devices();
        var wanted = request.Device == EngineRequest.AutoDevice
            ? devices[^1].Name == EngineRequest.Cpu ? EngineRequest.Cpu : EngineRequest.CudaPrefix + "0"
            : request.Device;
        var device = devices.FirstOrDefault(device => device.Name == wanted) ?? throw new EngineException(
            EngineFault.CannotDo,
            $"There is no device {wanted} here: {(request.WantsGpu ? backend.GpuProblem : null) ?? Names(devices)}.",
            "See Get-AnomalyEngine for what there is, or leave -Device out.");
        return new EngineSelection(
            new DetectorRegistry(
                [
                    .. core, backend.ForDevice(device.Name, request.Precision),
                    new VectorFactory(backend.VectorsForDevice(device.Name)),
                ]),
            $"Engine Torch on {device}, {backend.Version}, precision {request.Precision}.");
    }

    private static EngineException EmbeddedCannot(EngineRequest request) => new(
        EngineFault.CannotDo,
        request.WantsGpu
            ? "The embedded engine computes on the processor only."
            : $"The embedded engine computes in {EnginePrecision.Single} only.",
        "Ask for the Torch engine (-Engine Torch), or leave -Engine out.");

    private static string Names(IEnumerable<EngineDevice> devices) =>
        $"Torch has {string.Join(", ", devices.Select(device => device.Name))}";
}
