namespace NetAnomaly.Core.Tests.Support;

/// <summary>The captures beside the repository, where they are at hand.</summary>
internal static class SharedData
{
    /// <summary>The full path of a capture; skips the test where it is missing.</summary>
    public static string PathOrSkip(params string[] parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NetAnomaly.PowerShell.sln"))) folder = folder.Parent;
        var path = folder is null ? "" : Path.GetFullPath(Path.Combine([folder.FullName, "..", "shared", "data", .. parts]));
        if (!File.Exists(path)) Assert.Skip($"The capture {string.Join('/', parts)} is not beside the repository in shared/data.");
        return path;
    }
}
