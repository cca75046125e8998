using System.Globalization;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Weights;

namespace NetAnomaly.Operations.Retraining;

/// <summary>
/// Replaces a model file and keeps the last ones beside it: <c>office.20260301T030000Z.nam</c> is what
/// <c>office.nam</c> was until then.
/// </summary>
internal static class ModelArchive
{
    private const string Stamp = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>Replaces a model file: whole or not at all, with its mode and owner.</summary>
    /// <param name="model">The new model.</param>
    /// <param name="path">The file.</param>
    /// <param name="keep">How many old files are kept.</param>
    /// <param name="now">The time, UTC.</param>
    /// <returns>Where the old file is kept, and which older ones were deleted.</returns>
    /// <exception cref="ModelFileException">It cannot be written; then the old file is as it was.</exception>
    public static (string? Kept, IReadOnlyList<string> Removed) Replace(
        AnomalyModel model, string path, int keep, DateTime now)
    {
        try
        {
            var kept = keep == 0 ? null : Keep(path, now);
            ModelFile.Save(model, path, overwrite: true);
            var removed = Old(path).Skip(keep).ToArray();
            foreach (var old in removed) File.Delete(old);
            return (kept, removed);
        }
        catch (Exception cause) when (cause is UnauthorizedAccessException or (IOException and not ModelFileException))
        {
            throw new ModelFileException(
                path, $"The old model of '{path}' cannot be kept or deleted: {cause.Message}",
                "Check rights and space in the folder of the model.", cause);
        }
    }

    /// <summary>The old files of a model, latest first.</summary>
    public static IReadOnlyList<string> Old(string path)
    {
        var (folder, name, extension) = Parts(path);
        return
        [
            .. Directory.EnumerateFiles(folder, $"{name}.*{extension}")
                .Where(file => IsStamp(Path.GetFileName(file).AsSpan()[(name.Length + 1)..^extension.Length]))
                .OrderDescending(StringComparer.Ordinal),
        ];
    }

    private static bool IsStamp(ReadOnlySpan<char> text) => DateTime.TryParseExact(
        text, Stamp, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out _);

    private static string Keep(string path, DateTime now)
    {
        var (folder, name, extension) = Parts(path);
        string target;
        do
        {
            target = Path.Combine(folder, $"{name}.{now.ToString(Stamp, CultureInfo.InvariantCulture)}{extension}");
            now = now.AddSeconds(1);
        }
        while (File.Exists(target));

        using var old = File.OpenRead(path);
        AtomicFile.Write(target, overwrite: false, old.CopyTo);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(target, File.GetUnixFileMode(path));
        return target;
    }

    private static (string Folder, string Name, string Extension) Parts(string path) => (
        Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileNameWithoutExtension(path),
        Path.GetExtension(path));
}
