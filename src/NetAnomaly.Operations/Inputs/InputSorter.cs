using NetAnomaly.Operations.State;

namespace NetAnomaly.Operations.Inputs;

/// <summary>
/// Tells which files of a run are new: by length and time where these are as they were, by content otherwise. New ones
/// are read a first time, two at once.
/// </summary>
/// <param name="known">The files of earlier runs.</param>
/// <param name="indexer">Reads new ones.</param>
/// <param name="cancellation">Stops between two files.</param>
internal sealed class InputSorter(
    IReadOnlyList<StoredFile> known, FileIndexer indexer, CancellationToken cancellation)
{
    private readonly Dictionary<string, StoredFile> byPath = known.ToDictionary(
        file => file.Path, StringComparer.Ordinal);
    private readonly Dictionary<string, StoredFile> byHash = known.GroupBy(file => file.Hash, StringComparer.Ordinal)
        .ToDictionary(files => files.Key, files => files.First(), StringComparer.Ordinal);

    /// <summary>The paths that are not as an earlier run knew them; their content is not looked at.</summary>
    public IReadOnlyList<string> Unfamiliar(IReadOnlyList<string> paths) =>
        [.. paths.Distinct(StringComparer.Ordinal).Where(path => !IsFamiliar(path))];

    /// <summary>Sorts the files of a run.</summary>
    /// <param name="paths">The files, full paths.</param>
    /// <param name="changing">Files that are left for the next run.</param>
    public NightlyInput Sort(IReadOnlyList<string> paths, IReadOnlyCollection<string> changing)
    {
        string[] wanted = [.. paths.Distinct(StringComparer.Ordinal).Where(path => !changing.Contains(path))];
        string[] unfamiliar = [.. Unfamiliar(wanted)];
        var contents = new FileContent[unfamiliar.Length];
        Each(unfamiliar.Length, index => contents[index] = indexer.Identify(unfamiliar[index]));

        var present = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in wanted.Where(IsFamiliar)) present[byPath[path].Hash] = path;
        var (moved, copies, toRead) = (new List<StoredFile>(), new List<string>(), new List<FileContent>());
        foreach (var content in contents)
        {
            if (content.Hash.Length == 0) toRead.Add(content);
            else if (byHash.TryGetValue(content.Hash, out var same) && !IsElsewhere(same, content.Path, present))
            {
                moved.Add(same with { Path = content.Path, Length = content.Length, Modified = content.Modified });
                present[content.Hash] = content.Path;
            }
            else if (present.TryAdd(content.Hash, content.Path)) toRead.Add(content);
            else copies.Add(content.Path);
        }

        var read = new IndexedFile[toRead.Count];
        Each(read.Length, index => read[index] = indexer.Read(toRead[index]));
        // What gave no flow for a fault may give some when the fault is mended; what broke off gives no more.
        static bool IsFailed(IndexedFile file) =>
            file.File.Hash.Length == 0 || (file.Fault is not null && file.File.Flows == 0);
        IndexedFile[] fresh = [.. read.Where(file => !IsFailed(file))];
        var taken = fresh.Select(file => file.File.Path).ToHashSet(StringComparer.Ordinal);
        var movedHashes = moved.Select(file => file.Hash).ToHashSet(StringComparer.Ordinal);
        StoredFile[] replaced = [.. known.Where(file => taken.Contains(file.Path) && !movedHashes.Contains(file.Hash))];
        StoredFile[] still =
        [
            .. known.Where(file => !movedHashes.Contains(file.Hash) && !taken.Contains(file.Path)),
        ];
        return new NightlyInput
        {
            New = fresh,
            Failed = [.. read.Where(IsFailed)],
            Replaced = replaced,
            Moved = moved,
            Known = [.. still.Where(FileIndexer.IsUnchanged), .. moved],
            Gone = [.. still.Where(file => !FileIndexer.IsUnchanged(file))],
            Copies = copies,
            Changing = [.. changing],
        };
    }

    private bool IsFamiliar(string path) => byPath.TryGetValue(path, out var file) && FileIndexer.IsUnchanged(file);

    // Whether a file stands under the path that is known, so that another of its content is a copy.
    private static bool IsElsewhere(StoredFile same, string path, Dictionary<string, string> present) =>
        same.Path != path && (present.ContainsKey(same.Hash) || FileIndexer.IsUnchanged(same));

    private void Each(int count, Action<int> work) => Parallel.For(
        0, count,
        new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation },
        work);
}
