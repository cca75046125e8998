using System.Globalization;
using System.Runtime.Intrinsics;
using NetAnomaly.Core.Engines.SelfTests;

namespace NetAnomaly.Core.Engines.Packs;

/// <summary>
/// Says which engines there are, on what they compute, what is wrong with them and what to do about it.
/// </summary>
internal static class EngineDiagnostics
{
    /// <summary>The processor and the memory that this process may use.</summary>
    public static EngineDevice Processor()
    {
        var memory = GC.GetGCMemoryInfo();
        var vectors = Vector512.IsHardwareAccelerated
            ? "512"
            : Vector256.IsHardwareAccelerated ? "256" : Vector128.IsHardwareAccelerated ? "128" : "no";
        return new EngineDevice
        {
            Name = EngineRequest.Cpu,
            Description = string.Create(
                CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} processors, {vectors}-bit vectors"),
            MemoryTotal = memory.TotalAvailableMemoryBytes,
            MemoryFree = Math.Max(0, memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes),
        };
    }

    /// <summary>The embedded engine: always there.</summary>
    /// <param name="selfTest">What it answered to what is known; <see langword="null"/> where it was not asked.</param>
    public static AnomalyEngine Embedded(SelfTestResult? selfTest = null)
    {
        var engine = new AnomalyEngine
        {
            Name = EngineName.Embedded, IsAvailable = true, Version = EnginePlatform.Current.Module,
            Devices = [Processor()],
        };
        return selfTest is null ? engine : WithSelfTests(engine, [selfTest]);
    }

    /// <summary>
    /// The Torch engine, which is started to see whether it can be and answers rightly; then packs that are not used,
    /// with the reason.
    /// </summary>
    /// <param name="runtime">The engine.</param>
    /// <param name="check">Whether every device is tested in every precision, and what is remembered of other
    /// processes' tests is renewed.</param>
    public static IEnumerable<AnomalyEngine> Torch(TorchRuntime runtime, bool check = false)
    {
        var first = Started(runtime, check);
        yield return first;
        var platform = EnginePlatform.Current;
        var (packs, broken) = new PackStore(platform).Find();
        foreach (var pack in packs.Where(pack => pack.Folder != first.Path))
        {
            var misfit = pack.Misfit(platform);
            yield return Describe(pack) with
            {
                Problem = misfit is null
                    ? runtime.Pack is null ? "Another pack comes first, which does not start." : "Another pack is used."
                    : $"The pack does not fit: {misfit}.",
                Remedy = misfit is null
                    ? "Remove the one that is not wanted with Uninstall-AnomalyEngine."
                    : "Install the pack that was made for this version of the module.",
            };
        }

        foreach (var found in broken.Where(found => runtime.Pack is not null || found.Folder != first.Path))
            yield return Damaged(found) with
            {
                Problem = $"The pack is damaged: {found.Problem}.", Remedy = "Install it again with -Force.",
            };
    }

    /// <summary>A pack that has just been installed; it is not started.</summary>
    public static AnomalyEngine Installed(EnginePack pack) => Describe(pack) with { IsAvailable = true };

    /// <summary>An engine with what self-tests have shown: one that answers nothing rightly is not available.</summary>
    internal static AnomalyEngine WithSelfTests(AnomalyEngine engine, IReadOnlyList<SelfTestResult> results)
    {
        var tested = engine with { SelfTest = results };
        if (results.FirstOrDefault(result => !result.Passed) is not { } wrong) return tested;
        return tested with
        {
            IsAvailable = engine.IsAvailable && results.Any(result => result.Passed),
            Problem = $"{WrongResults.Problem(engine.Name, wrong)}.",
            Remedy = WrongResults.Remedy(engine.Name),
        };
    }

    private static AnomalyEngine Started(TorchRuntime runtime, bool check)
    {
        try
        {
            var backend = runtime.Start(check);
            var devices = backend.Devices();
            foreach (var device in devices)
            {
                foreach (var precision in Precisions(check)) backend.SelfTest(device.Name, precision);
            }

            var pack = runtime.Pack!;

            // A pack for the processor on a machine without a GPU lacks nothing.
            var problem = NvidiaDriver.IsThere || pack.Manifest.Device == "cuda" ? backend.GpuProblem : null;
            var remedy = problem is null ? null : GpuRemedy(pack);
            if (!Directory.Exists(pack.Folder))
                (problem, remedy) = (
                    "The pack has been removed; this process goes on with what it has loaded.",
                    "Install a pack for the processes to come.");
            var engine = Describe(pack) with
            {
                IsAvailable = true, Version = backend.Version, Devices = devices, Driver = NvidiaDriver.Version,
                Problem = problem, Remedy = remedy,
            };
            return WithSelfTests(engine, backend.Results);
        }
        catch (EngineException cause)
        {
            var store = new PackStore(EnginePlatform.Current);
            var (packs, broken) = store.Find();
            var pack = store.Choose(NvidiaDriver.IsThere).Pack ?? (packs is [var unfit, ..] ? unfit : null);
            var found = pack is not null
                ? Describe(pack)
                : broken is [var damaged, ..]
                    ? Damaged(damaged)
                    : new AnomalyEngine { Name = EngineName.Torch, IsAvailable = false };
            return found with
            {
                Driver = NvidiaDriver.Version, Problem = cause.Message, Remedy = cause.Remedy,
                SelfTest = runtime.SelfTests,
            };
        }
    }

    private static EnginePrecision[] Precisions(bool all) =>
        all ? Enum.GetValues<EnginePrecision>() : [EnginePrecision.Single];

    private static string GpuRemedy(EnginePack pack)
    {
        if (!NvidiaDriver.IsThere) return "For a GPU: install NVIDIA's driver. Without one nothing is to be done.";
        return pack.Manifest.Device == "cuda"
            ? "Update NVIDIA's driver, and see that no other program has taken the GPU for itself alone."
            : "Install the pack for CUDA: Install-AnomalyEngine -FromFeed -Device Cuda.";
    }

    private static AnomalyEngine Damaged((string Folder, EngineScope Scope, string Problem) found) =>
        new() { Name = EngineName.Torch, IsAvailable = false, Path = found.Folder, Scope = found.Scope };

    private static AnomalyEngine Describe(EnginePack pack) => new()
    {
        Name = EngineName.Torch, IsAvailable = false, Version = $"TorchSharp {pack.Manifest.TorchSharp}",
        Path = pack.Folder, Scope = pack.Scope,
        Pack = $"{pack.Manifest.Device}-{pack.Manifest.Runtime}", Packages = pack.Manifest.Packages,
        Adjustments = [.. pack.Manifest.Adjustments.Select(adjustment => adjustment.ToString())],
    };
}
