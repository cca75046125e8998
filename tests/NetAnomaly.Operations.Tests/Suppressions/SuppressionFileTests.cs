using NetAnomaly.Operations.Suppressions;

namespace NetAnomaly.Operations.Tests.Suppressions;

public sealed class SuppressionFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("suppressions").FullName;

    private string Known => Path.Combine(folder, "known.json");

    [Fact]
    public void A_file_that_is_replaced_keeps_its_mode_and_leaves_nothing_beside_it()
    {
        SuppressionFile.Write(Known, SuppressionDocument.Parse("[]\n", Known));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Known, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        var added = SuppressionFile.Read(Known).With(Night.Suppression() with { Host = "10.0.0.1" });
        SuppressionFile.Write(Known, added);
        Assert.Equal("scanner", Assert.Single(SuppressionFile.Read(Known).Suppressions).Id);
        Assert.Equal([Known], Directory.GetFiles(folder));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(Known));
    }

    [Fact]
    public void A_missing_file_is_an_error_where_it_must_be_there()
    {
        Assert.Throws<FileNotFoundException>(() => SuppressionFile.Read(Known));
        Assert.Empty(SuppressionFile.Read(Known, mustExist: false).Suppressions);
    }

    [Fact]
    public void What_is_no_text_is_refused()
    {
        File.WriteAllBytes(Known, [0x5b, 0xff, 0xfe, 0x5d]);
        Assert.Throws<InvalidDataException>(() => SuppressionFile.Read(Known));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
