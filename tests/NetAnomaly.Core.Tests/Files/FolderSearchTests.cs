using NetAnomaly.Flows;
using NetAnomaly.Flows.Disk;
using NetAnomaly.Flows.Files;

namespace NetAnomaly.Core.Tests.Files;

public sealed class FolderSearchTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("search").FullName;
    private readonly FolderSearch search = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Files_come_in_the_order_of_their_paths_without_hidden_ones_and_temporary_ones()
    {
        Touch("b.csv", "a/z.csv", "a/b.csv", ".hidden", ".git/x.csv", "note.tmp");
        Touch("a/z.csv." + new string('0', 32) + ".tmp");
        Assert.Equal(["a/b.csv", "a/z.csv", "b.csv", "note.tmp"], Found(folder));
        Assert.False(search.IsEmpty);
    }

    [Fact]
    public void Links_to_the_folder_itself_or_to_one_above_end_the_search_nowhere()
    {
        Touch("a/b/x.csv");
        Directory.CreateSymbolicLink(At("a/b/self"), At("a/b"));
        Directory.CreateSymbolicLink(At("a/b/up"), folder);
        Directory.CreateSymbolicLink(At("a/loop"), At("a/loop"));
        Assert.Equal(["a/b/x.csv"], Found(folder));
    }

    [Fact]
    public void A_file_with_several_names_is_found_once_by_the_name_that_is_no_link()
    {
        Touch("z.csv", "elsewhere/y.csv");
        File.CreateSymbolicLink(At("a.csv"), At("z.csv"));
        Directory.CreateSymbolicLink(At("again"), At("elsewhere"));
        Assert.Equal(["elsewhere/y.csv", "z.csv"], Found(folder));
        Assert.Empty(Found(folder));
        Assert.False(search.IsEmpty);
    }

    [Fact]
    public void A_link_out_of_the_folder_is_followed()
    {
        using var other = new Readers.TemporaryFile("x");
        File.CreateSymbolicLink(At("x.csv"), other.Path);
        Assert.Equal(["x.csv"], Found(folder));
    }

    [Fact]
    public void Pipes_and_links_that_lead_nowhere_are_passed_over_and_counted()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("made with mkfifo");
        Touch("x.csv");
        Pipes.Make(At("pipe"));
        File.CreateSymbolicLink(At("gone"), At("none"));
        File.CreateSymbolicLink(At("null"), "/dev/null");
        Assert.Equal(["x.csv"], Found(folder));
        Assert.Equal(3, search.PassedOver);
    }

    [Fact]
    public void A_folder_that_cannot_be_listed_is_named_and_the_others_are_searched()
    {
        Touch("a/x.csv", "b/y.csv");
        var careful = new FolderSearch
        {
            List = path => path == At("a")
                ? throw new UnauthorizedAccessException("no")
                : new DirectoryInfo(path).EnumerateFileSystemInfos(),
        };
        Assert.Equal([At("b/y.csv")], careful.FilesBelow(folder));
        Assert.Equal(At("a"), Assert.Single(careful.Unreadable).Path);
    }

    [Fact]
    public void A_folder_without_files_is_empty()
    {
        Directory.CreateDirectory(At("a/b"));
        Assert.Empty(Found(folder));
        Assert.True(search.IsEmpty);
    }

    [Fact]
    public void A_search_can_be_stopped()
    {
        Touch("x.csv", "y.csv");
        using var stop = new CancellationTokenSource();
        var stopped = new FolderSearch(stop.Token)
        {
            List = path =>
            {
                stop.Cancel();
                return new DirectoryInfo(path).EnumerateFileSystemInfos();
            },
        };
        Assert.Throws<OperationCanceledException>(() => stopped.FilesBelow(folder));
    }

    [Fact]
    public void A_pipe_that_is_named_is_no_file_and_is_not_waited_for()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("made with mkfifo");
        var pipe = Pipes.Make(At("pipe"));
        var error = Assert.Throws<FlowFileException>(() => FlowFile.Sniff(pipe));
        Assert.Equal(FlowFileFault.NotAFile, error.Fault);
        Assert.Equal(
            FlowFileFault.NotAFile, Assert.Throws<FlowFileException>(() => FlowFile.Sniff("/dev/null")).Fault);
        Assert.Throws<Core.ModelFiles.ModelFileException>(() => Core.ModelFiles.ModelFile.Describe(pipe));
    }

    private string At(string name) => Path.Combine(folder, name);

    private void Touch(params string[] names)
    {
        foreach (var name in names)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
            File.WriteAllText(At(name), "x");
        }
    }

    private IEnumerable<string> Found(string below) => search.FilesBelow(below)
        .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'));
}
