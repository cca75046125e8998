using NetAnomaly.Flows.Disk;

namespace NetAnomaly.Core.Weights;

/// <summary>Writes a file as a whole or not at all, as a <see cref="PendingFile"/>.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="overwrite">Whether a file that is there is replaced.</param>
    /// <param name="write">Writes what is in it.</param>
    /// <exception cref="IOException">It cannot be written, or is there and not to be replaced.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(string path, bool overwrite, Action<Stream> write)
    {
        using var file = new PendingFile(path, overwrite);
        write(file.Stream);
        file.Complete();
    }
}
