using NetAnomaly.Flows;

namespace NetAnomaly.Core.Tests.Readers;

public sealed class RejectFileTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("netanomaly-");

    private string Target => Path.Combine(directory.FullName, "rejects.csv");

    [Fact]
    public void Rows_are_written_as_CSV_and_appear_at_the_end()
    {
        using (var rejects = new RejectFile(Target))
        {
            rejects.Add(new RejectedRow("a.csv", 4, "Sport 'x' is not a port number", "1,2,\"three\""));
            rejects.Add(new RejectedRow("b.csv", 5_000_000_000, "bad", "text"));
            Assert.False(File.Exists(Target));
            Assert.Equal(2, rejects.Count);
        }

        Assert.Equal(
            "File,Line,Reason,Text\r\na.csv,4,Sport 'x' is not a port "
                + "number,\"1,2,\"\"three\"\"\"\r\nb.csv,5000000000,bad,text\r\n", File.ReadAllText(Target));
        Assert.Single(directory.GetFiles());
    }

    [Fact]
    public void Where_no_row_is_rejected_no_file_is_made()
    {
        new RejectFile(Target).Dispose();
        Assert.Empty(directory.GetFiles());
    }

    [Fact]
    public void An_older_file_is_replaced_only_where_that_is_allowed()
    {
        File.WriteAllText(Target, "old");
        Assert.Throws<IOException>(() => new RejectFile(Target));
        Assert.Equal("old", File.ReadAllText(Target));
        using (var rejects = new RejectFile(Target, overwrite: true)) rejects.Add(new RejectedRow("a", 1, "b", "c"));
        Assert.Equal("File,Line,Reason,Text\r\na,1,b,c\r\n", File.ReadAllText(Target));
        new RejectFile(Target, overwrite: true).Dispose();
        Assert.Equal("File,Line,Reason,Text\r\n", File.ReadAllText(Target));
    }

    [Fact]
    public void A_file_that_appears_meanwhile_is_not_overwritten_and_nothing_half_written_stays()
    {
        var rejects = new RejectFile(Target);
        rejects.Add(new RejectedRow("a", 1, "b", "c"));
        File.WriteAllText(Target, "another's");
        Assert.Throws<IOException>(rejects.Dispose);
        Assert.Equal("another's", File.ReadAllText(Target));
        Assert.Single(directory.GetFiles());
    }

    [Fact]
    public void A_directory_in_its_place_or_missing_above_it_is_told_at_once()
    {
        Assert.Throws<IOException>(() => new RejectFile(directory.FullName));
        Assert.Throws<DirectoryNotFoundException>(
            () => new RejectFile(Path.Combine(directory.FullName, "none", "rejects.csv")));
    }

    [Fact]
    public void The_counter_counts_keeps_the_first_and_hands_on()
    {
        var list = new RejectList();
        var counter = new RejectCounter(list, keep: 2);
        for (var line = 1; line <= 5; line++) counter.Add(new RejectedRow("a", line, "b", "c"));
        Assert.Equal(5, counter.Count);
        Assert.Equal([1, 2], counter.First.Select(row => row.Line));
        Assert.Equal(5, list.Rows.Count);
    }

    public void Dispose() => directory.Delete(recursive: true);
}
