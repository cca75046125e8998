namespace NetAnomaly.Core.Engines.Packs;

/// <summary>
/// Lets everybody read what is installed for everybody, also where the administrator's own files are private (a umask
/// of 077). On Windows the folder's rights are inherited.
/// </summary>
internal static class PackAccess
{
    private const UnixFileMode Files =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Folders =
        Files | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>
    /// Makes a folder that everybody may read, with what lies above it; what is there already stays as it is.
    /// </summary>
    public static void CreateFolder(string path)
    {
        var made = new List<string>();
        for (var folder = path; folder is not null && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder))
            made.Add(folder);
        Directory.CreateDirectory(path);
        if (OperatingSystem.IsWindows()) return;
        foreach (var folder in made) File.SetUnixFileMode(folder, Folders);
    }

    /// <summary>Lets everybody read a folder and all in it.</summary>
    public static void Share(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(path, Folders);
        foreach (var folder in Directory.EnumerateDirectories(path, "*", SearchOption.AllDirectories))
            File.SetUnixFileMode(folder, Folders);
        foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories))
            File.SetUnixFileMode(file, Files);
    }
}
