using System.Reflection;
using System.Runtime.Loader;

namespace NetAnomaly.Loading;

/// <summary>
/// Holds the cmdlets and all that they depend on apart from the rest of the process, so that no other module's version
/// of a library can clash with ours. Only NetAnomaly.Shared, whose types users name, stays in the default context.
/// </summary>
public sealed class ModuleLoadContext : AssemblyLoadContext
{
    private const string Cmdlets = "NetAnomaly.PowerShell";
    private static readonly Lock Creation = new();
    private static volatile Assembly? cmdlets;

    private readonly string folder;

    private ModuleLoadContext(string folder)
        : base("NetAnomaly", isCollectible: false) => this.folder = folder;

    /// <summary>
    /// The assembly of the cmdlets, loaded on the first call and the same ever after, whichever runspace asks.
    /// Thread-safe.
    /// </summary>
    /// <exception cref="FileNotFoundException">The assembly does not lie beside this one; the module is
    /// incomplete.</exception>
    public static Assembly LoadCmdlets()
    {
        if (cmdlets is { } loaded) return loaded;
        lock (Creation)
        {
            return cmdlets ??= new ModuleLoadContext(HomeFolder)
                .LoadFromAssemblyPath(Path.Combine(HomeFolder, Cmdlets + ".dll"));
        }
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // Shared must be the one that users see; what does not lie here (System.*, PowerShell itself) is the process's
        // own.
        if (assemblyName.Name is not { } name || name == typeof(ModuleLoadContext).Assembly.GetName().Name) return null;
        var path = Path.Combine(folder, name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        return FindNative(folder, NativeNames(unmanagedDllName), NativeRuntimes.Here) is { } path
            ? LoadUnmanagedDllFromPath(path)
            : nint.Zero;
    }

    /// <summary>
    /// The first file of some names that lies in a folder, or in that of a runtime; <see langword="null"/> where none
    /// does.
    /// </summary>
    internal static string? FindNative(string folder, IEnumerable<string> names, IReadOnlyList<string> runtimes)
    {
        string[] places =
            [folder, .. runtimes.Select(runtime => Path.Combine(folder, "runtimes", runtime, "native"))];
        return names.SelectMany(name => places.Select(place => Path.Combine(place, name)))
            .FirstOrDefault(File.Exists);
    }

    private static string HomeFolder => Path.GetDirectoryName(typeof(ModuleLoadContext).Assembly.Location)!;

    private static IEnumerable<string> NativeNames(string name)
    {
        yield return name;
        if (OperatingSystem.IsWindows()) yield return name + ".dll";
        else if (OperatingSystem.IsMacOS()) yield return $"lib{name}.dylib";
        else yield return $"lib{name}.so";
    }
}
