using System.Security.Cryptography;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Disk;
using NetAnomaly.Flows.Files;
using NetAnomaly.Operations.State;

namespace NetAnomaly.Operations.Inputs;

/// <summary>
/// Reads files a first time: what they are, and how many flows begin in which window. From that the second reading
/// knows when a window is complete, whatever the order of rows and files.
/// </summary>
/// <param name="options">How files are read.</param>
/// <param name="window">The length of a window, ticks.</param>
/// <param name="cancellation">Stops the reading between two rows.</param>
internal sealed class FileIndexer(FlowReadOptions options, long window, CancellationToken cancellation)
{
    private const int RowsTold = 5;

    /// <summary>Whether a file is as it was when it was read.</summary>
    public static bool IsUnchanged(StoredFile known)
    {
        var now = new FileInfo(known.Path);
        return now.Exists && now.Length == known.Length && now.LastWriteTimeUtc == known.Modified;
    }

    /// <summary>
    /// What a file's content is; without a hash where it cannot be read: why, is what <see cref="Read"/> says.
    /// </summary>
    public FileContent Identify(string path)
    {
        // Its time is taken first: what is written while it is read makes it another file.
        var info = new FileInfo(path);
        var content = info.Exists
            ? new FileContent(path, "", info.Length, info.LastWriteTimeUtc)
            : new FileContent(path, "", 0, default);
        return content with { Hash = Hash(path) };
    }

    /// <summary>Reads a file; what is wrong with it stands in the result.</summary>
    /// <param name="content">The file.</param>
    public IndexedFile Read(FileContent content)
    {
        var rejects = new RejectCounter(keep: RowsTold);
        var windows = new Dictionary<long, long>();
        FlowFileException? fault = null;
        var (last, count) = (long.MinValue, 0L);
        try
        {
            foreach (var flow in FlowFile.Read(content.Path, options, rejects, cancellation))
            {
                var start = WindowOf(flow.Start.Ticks, window);
                if (start != last)
                {
                    Keep();
                    last = start;
                }

                count++;
            }
        }
        catch (FlowFileException cause)
        {
            fault = cause;
        }

        Keep();
        return new IndexedFile(
            new StoredFile(
                content.Path, content.Hash, content.Length, content.Modified, windows, rejects.Count),
            rejects.First,
            [.. rejects.Notes.Select(note => note.Key.Of(note.Value))], fault);

        void Keep()
        {
            if (count > 0) windows[last] = windows.GetValueOrDefault(last) + count;
            count = 0;
        }
    }

    /// <summary>Start of the window of some time, ticks.</summary>
    public static long WindowOf(long ticks, long window) => ticks / window * window;

    private string Hash(string path)
    {
        try
        {
            SystemFile.RefuseSpecial(path);
            using var stream = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 20);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[1 << 20];
            for (int count; (count = stream.Read(buffer)) > 0;)
            {
                cancellation.ThrowIfCancellationRequested();
                hash.AppendData(buffer.AsSpan(0, count));
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
