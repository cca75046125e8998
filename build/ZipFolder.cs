using System.IO.Compression;

/// <summary>Zips a folder so that the same files give the same bytes: entries sorted, all with one time.</summary>
internal static class ZipFolder
{
    /// <summary>
    /// Writes the zip and returns its full path; the names in it are relative to <paramref name="root"/>.
    /// </summary>
    public static string Write(string folder, string root, string package)
    {
        package = Path.GetFullPath(package);
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => (Path: path, Name: Path.GetRelativePath(root, path).Replace('\\', '/')))
            .OrderBy(file => file.Name, StringComparer.Ordinal);
        using (var zip = new ZipArchive(File.Create($"{package}.part"), ZipArchiveMode.Create))
            foreach (var (path, name) in files)
            {
                var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
                entry.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var content = entry.Open();
                using var file = File.OpenRead(path);
                file.CopyTo(content);
            }
        File.Move($"{package}.part", package, overwrite: true);
        return package;
    }
}
