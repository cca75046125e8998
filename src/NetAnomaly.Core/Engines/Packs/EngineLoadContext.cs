using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;

namespace NetAnomaly.Core.Engines.Packs;

/// <summary>
/// Holds an engine pack apart from the rest of the process, as the module itself is held: TorchSharp's version of
/// Google.Protobuf or SharpZipLib meets no other module's. What belongs to the module is the module's own; native
/// libraries come from the pack, and what the pack lacks from where the system looks.
/// </summary>
internal sealed class EngineLoadContext : AssemblyLoadContext
{
    private readonly AssemblyLoadContext host;
    private readonly string natives;
    private readonly string[] folders;
    private readonly ConcurrentDictionary<string, nint> loaded = new(StringComparer.Ordinal);

    /// <summary>A context over a pack.</summary>
    /// <param name="folders">Where assemblies lie, the first before the second.</param>
    /// <param name="natives">Where native libraries lie.</param>
    public EngineLoadContext(IEnumerable<string> folders, string natives)
        : base("NetAnomaly.Torch", isCollectible: false)
    {
        host = GetLoadContext(typeof(EngineLoadContext).Assembly) ?? Default;
        this.folders = [.. folders];
        this.natives = natives;
    }

    /// <summary>
    /// The path of a native library in the pack; <see langword="null"/> where it holds none of that name.
    /// </summary>
    public string? NativePath(string name) =>
        NativeNames(name).Select(file => Path.Combine(natives, file)).FirstOrDefault(File.Exists);

    /// <summary>Loads a native library of the pack, so that what it lacks is named by the error.</summary>
    /// <exception cref="DllNotFoundException">It, or one that it needs, does not load.</exception>
    public nint LoadNative(string name) =>
        LoadUnmanagedDll(name) is var library && library != 0
            ? library
            : throw new DllNotFoundException($"{name} is not in '{natives}'");

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name is not { } name) return null;

        // Shared types: one copy of the core, and of the records that users hold.
        if (name == typeof(EngineLoadContext).Assembly.GetName().Name) return typeof(EngineLoadContext).Assembly;
        if (name == typeof(AnomalyModel).Assembly.GetName().Name) return typeof(AnomalyModel).Assembly;
        if (folders.Select(folder => Path.Combine(folder, name + ".dll")).FirstOrDefault(File.Exists) is { } path)
            return LoadFromAssemblyPath(path);
        return host == Default ? null : FromHost(assemblyName);
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        // .NET asks again for every function, when it is called for the first time: a pack that was removed or replaced
        // meanwhile must not matter.
        if (loaded.TryGetValue(unmanagedDllName, out var library)) return library;
        return NativePath(unmanagedDllName) is { } path
            ? loaded.GetOrAdd(unmanagedDllName, LoadUnmanagedDllFromPath(path))
            : nint.Zero;
    }

    private static IEnumerable<string> NativeNames(string name)
    {
        if (name.Contains(Path.DirectorySeparatorChar) || name.Contains(Path.AltDirectorySeparatorChar)) return [];
        if (OperatingSystem.IsWindows()) return [name, name + ".dll"];
        return OperatingSystem.IsMacOS()
            ? [name, $"lib{name}.dylib", name + ".dylib"]
            : [name, $"lib{name}.so", name + ".so"];
    }

    private Assembly? FromHost(AssemblyName assemblyName)
    {
        try
        {
            return host.LoadFromAssemblyName(assemblyName);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
