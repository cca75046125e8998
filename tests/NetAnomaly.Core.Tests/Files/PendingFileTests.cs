using NetAnomaly.Flows.Disk;

namespace NetAnomaly.Core.Tests.Files;

public sealed class PendingFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pending").FullName;

    private string Target => Path.Combine(folder, "out.csv");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Nothing_is_at_the_place_before_the_file_is_complete_and_nothing_stays_beside_it()
    {
        Write(Target, "new", before: () => Assert.False(File.Exists(Target)));
        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFiles(folder));
    }

    [Fact]
    public void What_is_not_completed_leaves_the_old_file_as_it_was()
    {
        File.WriteAllText(Target, "old");
        using (var file = new PendingFile(Target, overwrite: true)) file.Stream.WriteByte(1);
        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFiles(folder));
        Assert.Throws<IOException>(() => new PendingFile(Target, overwrite: false));
        Assert.Throws<IOException>(() => new PendingFile(folder, overwrite: true));
    }

    [Fact]
    public void A_link_stays_and_the_file_that_it_leads_to_is_replaced()
    {
        Directory.CreateDirectory(Path.Combine(folder, "real"));
        var real = Path.Combine(folder, "real", "data.csv");
        File.WriteAllText(real, "old");
        File.CreateSymbolicLink(Target, real);
        Write(Target, "new", overwrite: true);
        Assert.Equal("new", File.ReadAllText(real));
        Assert.Equal(real, new FileInfo(Target).LinkTarget);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(real)!));
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_written_through()
    {
        var real = Path.Combine(folder, "data.csv");
        File.CreateSymbolicLink(Target, real);
        Write(Target, "new");
        Assert.Equal("new", File.ReadAllText(real));
        Assert.NotNull(new FileInfo(Target).LinkTarget);
    }

    [Fact]
    public void What_replaces_a_file_has_its_mode_and_is_nobody_else_s_before()
    {
        const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        const UnixFileMode Shared = Private | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
        File.WriteAllText(Target, "old");
        SetMode(Target, Shared);
        Write(Target, "new", overwrite: true, before: () =>
            Assert.Equal(Private, Mode(Directory.GetFiles(folder, "*" + PendingFile.TemporaryEnding).Single())));
        Assert.Equal(Shared, Mode(Target));
    }

    [Fact]
    public void What_replaces_a_file_belongs_to_its_owner()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root") Assert.Skip("only root gives files away");
        File.WriteAllText(Target, "old");
        using (var chown = System.Diagnostics.Process.Start("chown", ["1:2", Target])) chown.WaitForExit();
        Write(Target, "new", overwrite: true);
        Assert.Equal((1u, 2u), (SystemFile.Of(Target).Owner, SystemFile.Of(Target).Group));
    }

    [Theory]
    [InlineData("/dev/null")]
    [InlineData("/dev/stdout")]
    [InlineData("pipe")]
    public void Devices_and_pipes_are_refused(string path)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("made with mkfifo");
        if (path == "pipe") path = Pipes.Make(Path.Combine(folder, "pipe"));
        Assert.Throws<IOException>(() => new PendingFile(path, overwrite: true));
        Assert.Equal(FileKind.Special, SystemFile.Of(path).Kind);
    }

    [Fact]
    public void All_paths_to_a_file_have_one_identity_and_no_other_file_has_it()
    {
        File.WriteAllText(Target, "x");
        var link = Path.Combine(folder, "link");
        File.CreateSymbolicLink(link, Target);
        var other = Path.Combine(folder, "other");
        File.WriteAllText(other, "x");
        Assert.Equal(FileKind.Regular, SystemFile.Of(Target).Kind);
        Assert.Equal(SystemFile.Of(Target), SystemFile.Of(link));
        Assert.NotEqual(SystemFile.Of(Target).Identity, SystemFile.Of(other).Identity);
        Assert.Equal(FileKind.Directory, SystemFile.Of(folder).Kind);
        Assert.Equal(FileKind.Missing, SystemFile.Of(Path.Combine(folder, "none")).Kind);
    }

    private static void Write(string path, string text, bool overwrite = false, Action? before = null)
    {
        using var file = new PendingFile(path, overwrite);
        file.Stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
        before?.Invoke();
        file.Complete();
    }

    private static UnixFileMode Mode(string path)
    {
        if (!OperatingSystem.IsWindows()) return File.GetUnixFileMode(path);
        Assert.Skip("files have no mode there");
        return default;
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, mode);
        else Assert.Skip("files have no mode there");
    }
}
