namespace NetAnomaly.Flows.Disk;

/// <summary>What the system says of a path without opening it; links are followed.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Identity">The same for all paths to one file, and for no other; empty where it is missing.</param>
/// <param name="Owner">Whose it is, where files have a number for that.</param>
/// <param name="Group">Which group's it is, where files have a number for that.</param>
internal readonly record struct SystemFile(FileKind Kind, string Identity, uint Owner = 0, uint Group = 0)
{
    private static readonly SystemFile Missing = new(FileKind.Missing, "");

    /// <summary>Looks at a path.</summary>
    public static SystemFile Of(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            if (OperatingSystem.IsLinux()) return UnixStatus.OfLinux(path) ?? Missing;
            if (OperatingSystem.IsMacOS()) return UnixStatus.OfMac(path) ?? Missing;
        }
        catch (Exception cause) when (cause is EntryPointNotFoundException or DllNotFoundException)
        {
            // An older C library: what .NET itself can tell has to do.
        }

        return OfNames(path);
    }

    /// <summary>Checks that opening a path for reading cannot wait for ever, as it does with a pipe.</summary>
    /// <exception cref="IOException">It is a device, a pipe or a socket.</exception>
    public static void RefuseSpecial(string path)
    {
        if (Of(path).Kind == FileKind.Special)
            throw new IOException("It is a device, a pipe or a socket, not a file with content.");
    }

    /// <summary>Whether a path is a link, even one that leads nowhere.</summary>
    public static bool IsLink(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget is not null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // Windows tells no number here; the path behind the links is one name of the file.
    private static SystemFile OfNames(string path)
    {
        var full = Path.GetFullPath(path);
        var target = (Directory.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full).ToUpperInvariant();
        if (target.StartsWith(@"\\.\", StringComparison.Ordinal)) return new SystemFile(FileKind.Special, target);
        if (Directory.Exists(full)) return new SystemFile(FileKind.Directory, target);
        return File.Exists(full) ? new SystemFile(FileKind.Regular, target) : Missing;
    }
}
