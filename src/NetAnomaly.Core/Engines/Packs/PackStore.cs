namespace NetAnomaly.Core.Engines.Packs;

/// <summary>The engine packs that are installed on this machine.</summary>
internal sealed class PackStore(EnginePlatform platform)
{
    // Folders under this name are on their way in or out.
    private const string Temporary = ".tmp-";

    // A file that marks a folder as work in progress.
    private const string WorkMark = ".at-work";

    private static readonly TimeSpan AboutToBeRenamed = TimeSpan.FromMinutes(1);

    /// <summary>Every pack, nearest scope first. What is no pack, or a broken one, is told apart.</summary>
    /// <returns>Packs, and folders that should be packs with what is wrong with them.</returns>
    public (IReadOnlyList<EnginePack> Packs,
        IReadOnlyList<(string Folder, EngineScope Scope, string Problem)> Broken) Find()
    {
        var packs = new List<EnginePack>();
        var broken = new List<(string, EngineScope, string)>();
        foreach (var (scope, root) in platform.Folders)
        {
            foreach (var folder in Subfolders(root))
            {
                try
                {
                    using var stream = File.OpenRead(Path.Combine(folder, PackManifest.FileName));
                    var pack = new EnginePack(folder, scope, PackManifest.Read(stream));
                    if (pack.FirstDamage() is { } damaged)
                        broken.Add((folder, scope, $"its '{damaged}' is missing or of the wrong length"));
                    else packs.Add(pack);
                }
                catch (Exception cause) when (
                    cause is IOException or UnauthorizedAccessException or InvalidDataException)
                {
                    broken.Add((folder, scope, cause.Message));
                }
            }
        }

        return (packs, broken);
    }

    /// <summary>
    /// The pack that serves best here: of those that fit, one with CUDA where there is a GPU; then the nearest scope.
    /// </summary>
    /// <param name="withGpu">Whether this machine has an NVIDIA GPU.</param>
    /// <returns>The pack; or why there is none.</returns>
    public (EnginePack? Pack, string? Problem) Choose(bool withGpu)
    {
        var (packs, broken) = Find();
        var fitting = packs.Where(pack => pack.Misfit(platform) is null)
            .OrderBy(pack => pack.Manifest.Device == (withGpu ? "cuda" : "cpu") ? 0 : 1).FirstOrDefault();
        if (fitting is not null) return (fitting, null);
        if (packs.Count > 0)
            return (null, $"the engine pack in '{packs[0].Folder}' does not fit: {packs[0].Misfit(platform)}");
        return (
            null, broken.Count > 0
                ? $"the engine pack in '{broken[0].Folder}' is damaged: {broken[0].Problem}"
                : "no engine pack is installed");
    }

    /// <summary>Puts a finished folder in its place, in one step.</summary>
    /// <param name="staged">The folder, beside its place.</param>
    /// <param name="place">Its place.</param>
    /// <param name="replace">Whether what lies there may go.</param>
    internal static void Put(string staged, string place, bool replace)
    {
        string? retired = null;
        if (Directory.Exists(place))
        {
            if (!replace) throw Exists(place);
            retired = TemporaryFolder(Path.GetDirectoryName(place)!);
            Directory.Move(place, retired);
        }

        try
        {
            Directory.Move(staged, place);
        }
        catch (IOException) when (retired is not null && !Directory.Exists(place))
        {
            Directory.Move(retired, place);
            throw;
        }

        File.Delete(Path.Combine(place, WorkMark));
        Sweep(Path.GetDirectoryName(place)!);
    }

    /// <summary>A name for a folder that is not a pack yet, beside the packs: renaming it is one step.</summary>
    internal static string TemporaryFolder(string root) => Path.Combine(root, $"{Temporary}{Guid.NewGuid():N}");

    /// <summary>The error of a pack that is there already.</summary>
    internal static EngineException Exists(string place) =>
        new(
            EngineFault.PackExists, $"'{place}' exists already.",
            "Ask for it to be replaced (-Force), or remove it with Uninstall-AnomalyEngine.");

    /// <summary>Removes a pack or a broken one.</summary>
    /// <exception cref="EngineException">It cannot be removed.</exception>
    public static void Remove(string folder)
    {
        var root = Path.GetDirectoryName(folder)!;
        try
        {
            // Renamed first: nobody finds half a pack, and what a process still uses of it goes with a later
            // installation or removal.
            Directory.Move(folder, TemporaryFolder(root));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(
                EngineFault.PackNotWritten,
                $"'{folder}' cannot be removed: {cause.Message}",
                "End the processes that use it; for AllUsers run this as administrator.",
                cause);
        }

        Sweep(root);
    }

    /// <summary>Deletes what earlier installations left, where nothing uses it any more.</summary>
    internal static void Sweep(string root)
    {
        foreach (var left in Directory.EnumerateDirectories(root, Temporary + "*"))
        {
            try
            {
                if (!IsAtWork(left)) Directory.Delete(left, recursive: true);
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                // In use by a process; the next installation tries again.
            }
        }
    }

    /// <summary>
    /// Marks a folder as work in progress, until what is returned is disposed or this process ends, however it ends.
    /// </summary>
    internal static FileStream MarkWork(string folder) =>
        new(Path.Combine(folder, WorkMark), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);

    // Who works on a folder holds its mark open; one that was finished a moment ago is about to be renamed.
    private static bool IsAtWork(string folder)
    {
        var mark = Path.Combine(folder, WorkMark);
        if (!File.Exists(mark)) return false;
        try
        {
            using var open = new FileStream(mark, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return true;
        }

        return DateTime.UtcNow - File.GetLastWriteTimeUtc(
            Path.Combine(folder, PackManifest.FileName)) < AboutToBeRenamed;
    }

    private static IEnumerable<string> Subfolders(string root)
    {
        try
        {
            return Directory.Exists(root)
                ?
                [
                    .. Directory.EnumerateDirectories(root).Where(
                        folder => !Path.GetFileName(folder).StartsWith(
                            Temporary, StringComparison.Ordinal)).Order(StringComparer.Ordinal),
                ]
                : [];
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
