using System.Reflection;
using NetAnomaly.Core.Engines.SelfTests;

namespace NetAnomaly.Core.Engines.Packs;

/// <summary>
/// The Torch engine of this process: found among the installed packs, loaded once, kept until the process ends.
/// </summary>
internal sealed class TorchRuntime : ITorchSource
{
    private const string Adapter = "NetAnomaly.Models.Torch";
    private const string Entry = "NetAnomaly.Models.TorchBackend";

    // The library that TorchSharp calls; it pulls libtorch in. The CUDA part is not linked to it and is loaded first,
    // where there is one.
    private const string Native = "LibTorchSharp";
    private const string NativeCuda = "torch_cuda";

    // What the rest of libtorch is built on.
    private const string NativeBase = "c10";

    private readonly Lock starting = new();
    private readonly PackCheck check = new();
    private volatile TestedBackend? started;

    /// <summary>The one of this process.</summary>
    public static TorchRuntime Shared { get; } = new();

    /// <summary>The pack that was started; <see langword="null"/> before.</summary>
    public EnginePack? Pack { get; private set; }

    /// <summary>
    /// Tests the engine in another process, as the host starts one; <see langword="null"/> where it cannot.
    /// </summary>
    public ISelfTestProcess? SelfTestProcess
    {
        get => check.Process;
        set => check.Process = value;
    }

    /// <summary>What self-tests have shown so far, also of an engine that was refused for it.</summary>
    public IReadOnlyList<SelfTestResult> SelfTests => started?.Results ?? check.Last?.Results ?? [];

    /// <inheritdoc/>
    /// <remarks>
    /// Without a pack for CUDA the driver is not asked: nothing native is loaded for those who want none of it.
    /// </remarks>
    public bool MayHaveGpu => started is { } backend
        ? backend.GpuProblem is null
        : new PackStore(EnginePlatform.Current).Choose(withGpu: true).Pack?.Manifest.Device == "cuda"
        && NvidiaDriver.IsThere;

    /// <inheritdoc/>
    public IEngineBackend Start() => Start(renew: false);

    /// <summary>The same; where it has not started yet, self-tests of other processes can be done again.</summary>
    /// <param name="renew">Whether to do them again.</param>
    /// <exception cref="EngineException">No pack fits, what it holds does not load, or it answers wrongly.</exception>
    public TestedBackend Start(bool renew)
    {
        if (started is { } running) return running;
        lock (starting)
        {
            return started ??= new TestedBackend(Load(renew));
        }
    }

    private IEngineBackend Load(bool renew)
    {
        var platform = EnginePlatform.Current;
        var withGpu = NvidiaDriver.IsThere;
        var store = new PackStore(platform);
        var (pack, problem) = store.Choose(withGpu);
        if (pack is null)
        {
            var again = store.Find() is { Packs: [], Broken: [] } ? "" : " -Force";
            throw new EngineException(
                EngineFault.Missing,
                $"The Torch engine cannot be used: {problem}.",
                $"Install it with Install-AnomalyEngine -Path <pack.zip>{again}, or -FromFeed -Device "
                    + $"{(withGpu ? "Cuda" : "Cpu")}{again}"
                    + $"{(withGpu ? "" : " (no NVIDIA driver reports a GPU here)")}; "
                    + "the embedded engine does the same work without it (-Engine Embedded).");
        }

        check.Apply(pack, platform, renew);
        if (withGpu) CudaEnvironment.MakeReproducible();
        try
        {
            var context = new EngineLoadContext(
                platform.AdapterFolder is { } own ? [own, pack.Folder] : [pack.Folder], pack.Natives);
            if (context.NativePath(NativeCuda) is not null) context.LoadNative(NativeCuda);
            context.LoadNative(Native);
            if (context.NativePath(NativeBase) is not null) TorchLog.LimitToErrors(context.LoadNative(NativeBase));
            var entry = context.LoadFromAssemblyName(new AssemblyName(Adapter)).GetType(Entry, throwOnError: true)!;
            var backend = (IEngineBackend)Activator.CreateInstance(entry)!;
            Pack = pack;
            return backend;
        }
        catch (Exception cause) when (cause is DllNotFoundException or BadImageFormatException
            or EntryPointNotFoundException or IOException
            or TypeLoadException or TypeInitializationException or TargetInvocationException or MissingMethodException
            or InvalidCastException or NotSupportedException)
        {
            throw new EngineException(
                EngineFault.Missing,
                $"The Torch engine in '{pack.Folder}' does not load: {NativeFault.Describe(cause)}",
                NativeFault.Remedy(cause),
                cause);
        }
    }
}
