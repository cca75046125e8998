using System.IO.Compression;

namespace NetAnomaly.Core.Engines.Packs;

/// <summary>
/// Installs an engine pack from its zip. Nothing is written outside a fresh folder beside the packs, nothing that the
/// manifest does not list, no byte more than it says; every file's SHA-256 is compared; only a pack that is whole is
/// renamed into its place. What had to be changed for this system, the installed manifest says.
/// </summary>
internal sealed class PackInstaller(EnginePlatform platform)
{
    private const int BufferSize = 1 << 20;

    /// <summary>Reads what a zip would install, without writing anything.</summary>
    /// <param name="zip">The file.</param>
    /// <param name="scope">For whom.</param>
    /// <param name="replace">Whether a pack of its kind that is there may go.</param>
    /// <exception cref="EngineException">It is no engine pack, does not fit, or is there already.</exception>
    public PackManifest Inspect(string zip, EngineScope scope, bool replace) => Open(zip, (_, manifest) =>
    {
        RefuseWhereThere(manifest, scope, replace);
        return manifest;
    });

    /// <summary>Where a pack of this kind is installed.</summary>
    public string Place(PackManifest manifest, EngineScope scope) =>
        Path.Combine(platform.Folder(scope), manifest.Name);

    /// <summary>Installs a zip.</summary>
    /// <param name="zip">The file.</param>
    /// <param name="scope">For whom.</param>
    /// <param name="replace">Whether a pack of its kind that is there may go.</param>
    /// <param name="progress">Share of the bytes that are written, 0 to 1.</param>
    /// <param name="cancellation">Stops it; nothing is left behind.</param>
    /// <exception cref="EngineException">The zip is no pack, is damaged or does not fit; or the pack cannot be
    /// written.</exception>
    public EnginePack Install(
        string zip, EngineScope scope, bool replace, IProgress<double>? progress, CancellationToken cancellation) =>
        Open(
            zip,
            (archive, manifest) => Install(
                manifest, scope, replace, folder => Unpack(zip, archive, manifest, folder, progress, cancellation)));

    /// <summary>Refuses to go on where a pack of a kind is there and may not go.</summary>
    /// <returns>Where the pack is to lie.</returns>
    internal string RefuseWhereThere(PackManifest manifest, EngineScope scope, bool replace)
    {
        var place = Place(manifest, scope);
        return replace || !Directory.Exists(place) ? place : throw PackStore.Exists(place);
    }

    /// <summary>Installs what is written into a fresh folder.</summary>
    internal EnginePack Install(PackManifest manifest, EngineScope scope, bool replace, Action<string> write)
    {
        var place = RefuseWhereThere(manifest, scope, replace);
        var root = platform.Folder(scope);
        var staged = PackStore.TemporaryFolder(root);
        try
        {
            if (scope == EngineScope.AllUsers) PackAccess.CreateFolder(root);
            Directory.CreateDirectory(staged);
            using (PackStore.MarkWork(staged))
            {
                write(staged);
                manifest.Check();
                manifest = PackAdjuster.Adjust(staged, manifest);
                using var stream = File.Create(Path.Combine(staged, PackManifest.FileName));
                manifest.Write(stream);
                stream.Flush(flushToDisk: true);
                if (scope == EngineScope.AllUsers) PackAccess.Share(staged);
            }

            PackStore.Put(staged, place, replace);
            return new EnginePack(place, scope, manifest);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(
                EngineFault.PackNotWritten,
                $"'{place}' cannot be written: {cause.Message}",
                scope == EngineScope.AllUsers
                    ? "Run this as administrator, or install for CurrentUser."
                    : "Check the space and the rights there, and end the processes that use a pack to be replaced.",
                cause);
        }
        finally
        {
            if (Directory.Exists(staged)) Directory.Delete(staged, recursive: true);
        }
    }

    private T Open<T>(string zip, Func<ZipArchive, PackManifest, T> use)
    {
        if (Directory.Exists(zip))
            throw new EngineException(
                EngineFault.PackUnusable, $"'{zip}' is a folder, no engine pack.", "Give the pack's zip.");
        try
        {
            if (new FileInfo(zip).Length == 0) throw new InvalidDataException("the file is empty");
            using var archive = ZipFile.OpenRead(zip);
            var manifest = ReadManifest(archive);
            var pack = new EnginePack("", EngineScope.CurrentUser, manifest);
            return pack.Misfit(platform) is { } misfit
                ? throw new EngineException(
                    EngineFault.PackUnusable, $"'{zip}' does not fit here: {misfit}.",
                    $"Take the pack for {platform.Runtime} that was made with version {platform.Module} of the module.")
                : use(archive, manifest);
        }
        catch (Exception cause) when (
            cause is InvalidDataException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw Unusable(zip, cause.Message, cause);
        }
    }

    private static EngineException Unusable(string zip, string why, Exception cause) =>
        new(
            EngineFault.PackUnusable, $"'{zip}' is no usable engine pack: {why}",
            "Fetch the pack again, from where you trust it.", cause);

    private static PackManifest ReadManifest(ZipArchive archive)
    {
        using var stream = Single(archive, PackManifest.FileName).Open();
        var manifest = PackManifest.Read(stream);
        var listed = manifest.Files.Select(file => file.Path).Append(PackManifest.FileName)
            .ToHashSet(StringComparer.Ordinal);
        if (
            archive.Entries.FirstOrDefault(
                entry => !listed.Contains(entry.FullName)
                    && !IsFolderOf(entry,
                        listed)) is { } extra) throw new InvalidDataException($"it holds '{extra.FullName}', which "
                            + $"its {PackManifest.FileName} does not list");
        return manifest;
    }

    // Many programs give folders an entry of their own. Nothing is made of it.
    private static bool IsFolderOf(ZipArchiveEntry entry, IEnumerable<string> files) =>
        entry.Length == 0 && entry.FullName.EndsWith('/')
        && files.Any(file => file.StartsWith(entry.FullName, StringComparison.Ordinal));

    private static ZipArchiveEntry Single(ZipArchive archive, string name)
    {
        var found = archive.Entries.Where(entry => entry.FullName == name).Take(2).ToArray();
        return found.Length == 1
            ? found[0]
            : throw new InvalidDataException($"it has {(found.Length == 0 ? "no" : "more than one")} '{name}'");
    }

    private static void Unpack(
        string zip, ZipArchive archive, PackManifest manifest, string folder, IProgress<double>? progress,
        CancellationToken cancellation)
    {
        double all = Math.Max(1, manifest.Files.Sum(file => file.Length));
        long done = 0;
        foreach (var file in manifest.Files)
        {
            // The paths were checked when the manifest was read; this is the second lock on the same door.
            var target = Path.GetFullPath(Path.Combine(folder, file.Path));
            if (!target.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                throw new InvalidDataException($"'{file.Path}' lies outside the pack");
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            try
            {
                using var from = Single(archive, file.Path).Open();
                PackCopy.Copy(
                    from, target, file, BufferSize, written => progress?.Report((done + written) / all), cancellation);
            }
            catch (InvalidDataException cause)
            {
                throw Unusable(zip, cause.Message, cause);
            }

            done += file.Length;
        }
    }
}
