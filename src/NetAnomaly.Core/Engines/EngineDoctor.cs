using System.Globalization;
using System.Runtime.Intrinsics;
using NetAnomaly.Core.Engines.Choosing;
using NetAnomaly.Core.Engines.Loading;
using NetAnomaly.Core.Engines.Packs;

namespace NetAnomaly.Core.Engines;

/// <summary>Says which engines there are, on what they compute, what is wrong with them and what to do about it.</summary>
public static class EngineDoctor
{
    /// <summary>The processor and the memory that this process may use.</summary>
    public static EngineDevice Processor()
    {
        var memory = GC.GetGCMemoryInfo();
        var vectors = Vector512.IsHardwareAccelerated ? "512" : Vector256.IsHardwareAccelerated ? "256" : Vector128.IsHardwareAccelerated ? "128" : "no";
        return new EngineDevice
        {
            Name = EngineRequest.Cpu,
            Description = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} processors, {vectors}-bit vectors"),
            MemoryTotal = memory.TotalAvailableMemoryBytes,
            MemoryFree = Math.Max(0, memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes),
        };
    }

    /// <summary>The embedded engine: always there.</summary>
    public static AnomalyEngine Embedded() => new()
    {
        Name = EngineName.Embedded, IsAvailable = true, Version = EnginePlatform.Current.Module, Devices = [Processor()],
    };

    /// <summary>The Torch engine, which is started to see whether it can be; then packs that are not used, with the reason.</summary>
    public static IEnumerable<AnomalyEngine> Torch(TorchRuntime runtime)
    {
        var first = Started(runtime);
        yield return first;
        var platform = EnginePlatform.Current;
        var (packs, broken) = new PackStore(platform).Find();
        foreach (var pack in packs.Where(pack => pack.Folder != first.Path))
        {
            var misfit = pack.Misfit(platform);
            yield return Describe(pack) with
            {
                Problem = misfit is null ? runtime.Pack is null ? "Another pack comes first, which does not start." : "Another pack is used." : $"The pack does not fit: {misfit}.",
                Remedy = misfit is null ? "Remove the one that is not wanted with Uninstall-AnomalyEngine." : "Install the pack that was made for this version of the module.",
            };
        }

        foreach (var found in broken.Where(found => runtime.Pack is not null || found.Folder != first.Path)) yield return Damaged(found) with { Problem = $"The pack is damaged: {found.Problem}.", Remedy = "Install it again with -Force." };
    }

    /// <summary>A pack that has just been installed; it is not started.</summary>
    public static AnomalyEngine Installed(EnginePack pack) => Describe(pack) with { IsAvailable = true };

    private static AnomalyEngine Started(TorchRuntime runtime)
    {
        try
        {
            var backend = runtime.Start();
            var pack = runtime.Pack!;

            // A pack for the processor on a machine without a GPU lacks nothing.
            var problem = NvidiaDriver.IsThere || pack.Manifest.Device == "cuda" ? backend.GpuProblem : null;
            var remedy = problem is null ? null : GpuRemedy(pack);
            if (!Directory.Exists(pack.Folder)) (problem, remedy) = ("The pack has been removed; this process goes on with what it has loaded.", "Install a pack for the processes to come.");
            return Describe(pack) with
            {
                IsAvailable = true, Version = backend.Version, Devices = backend.Devices(), Driver = NvidiaDriver.Version, Problem = problem, Remedy = remedy,
            };
        }
        catch (EngineException cause)
        {
            var store = new PackStore(EnginePlatform.Current);
            var (packs, broken) = store.Find();
            var pack = store.Choose(NvidiaDriver.IsThere).Pack ?? (packs is [var unfit, ..] ? unfit : null);
            var found = pack is not null ? Describe(pack) : broken is [var damaged, ..] ? Damaged(damaged) : new AnomalyEngine { Name = EngineName.Torch, IsAvailable = false };
            return found with { Driver = NvidiaDriver.Version, Problem = cause.Message, Remedy = cause.Remedy };
        }
    }

    private static string GpuRemedy(EnginePack pack)
    {
        if (!NvidiaDriver.IsThere) return "For a GPU: install NVIDIA's driver. Without one nothing is to be done.";
        return pack.Manifest.Device == "cuda" ? "Update NVIDIA's driver, and see that no other program has taken the GPU for itself alone." : "Install the pack for CUDA: Install-AnomalyEngine -FromFeed -Device Cuda.";
    }

    private static AnomalyEngine Damaged((string Folder, EngineScope Scope, string Problem) found) =>
        new() { Name = EngineName.Torch, IsAvailable = false, Path = found.Folder, Scope = found.Scope };

    private static AnomalyEngine Describe(EnginePack pack) => new()
    {
        Name = EngineName.Torch, IsAvailable = false, Version = $"TorchSharp {pack.Manifest.TorchSharp}", Path = pack.Folder, Scope = pack.Scope,
        Pack = $"{pack.Manifest.Device}-{pack.Manifest.Runtime}", Packages = pack.Manifest.Packages,
        Adjustments = [.. pack.Manifest.Adjustments.Select(adjustment => adjustment.ToString())],
    };
}
