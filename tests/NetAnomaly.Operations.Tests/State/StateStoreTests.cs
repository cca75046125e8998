using System.Diagnostics;
using Microsoft.Data.Sqlite;
using NetAnomaly.Operations.State;

namespace NetAnomaly.Operations.Tests.State;

public sealed class StateStoreTests : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly ScratchFolder folder = new();

    private string Path => folder.File("state.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_of_a_newer_version_is_refused_and_stays_as_it_is()
    {
        Open().Dispose();
        Change("PRAGMA user_version = 99");
        var refused = Assert.Throws<StateException>(Open);
        Assert.Equal(StateFault.Newer, refused.Fault);
        Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
        Change("SELECT * FROM meta");
    }

    [Fact]
    public void A_file_of_version_0_that_is_empty_becomes_a_state()
    {
        File.WriteAllBytes(Path, []);
        using var store = Open();
        Assert.Empty(store.Files());
        Assert.Null(store.Judged());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(5000)]
    public void A_damaged_file_is_named_with_the_way_out(int at)
    {
        Open().Dispose();
        var bytes = File.ReadAllBytes(Path);
        for (var i = at; i < Math.Min(bytes.Length, at + 60_000); i++) bytes[i] ^= 0x5A;
        File.WriteAllBytes(Path, bytes);
        var refused = Assert.Throws<StateException>(() => { using var store = Open(); });
        Assert.Contains(Path, refused.Message, StringComparison.Ordinal);
        Assert.NotEmpty(refused.Remedy);
    }

    [Fact]
    public void A_database_of_something_else_is_refused()
    {
        Change("CREATE TABLE customer (name TEXT)");
        Assert.Equal(StateFault.Damaged, Assert.Throws<StateException>(Open).Fault);
    }

    [Fact]
    public void Another_scan_or_other_windows_are_refused()
    {
        Open().Dispose();
        Assert.Equal(
            StateFault.OfAnother, Assert.Throws<StateException>(() => StateStore.Open(Path, "branch", Hour)).Fault);
        Assert.Equal(
            StateFault.OfAnother,
            Assert.Throws<StateException>(() => StateStore.Open(Path, "office", 2 * Hour)).Fault);
    }

    [Theory]
    [InlineData("missing/state.db")]
    [InlineData("")]
    public void A_place_that_cannot_be_written_to_is_named(string name)
    {
        var path = folder.File(name);
        Assert.Equal(
            StateFault.Unusable, Assert.Throws<StateException>(() => StateStore.Open(path, "office", Hour)).Fault);
    }

    [Fact]
    public void On_a_full_disk_nothing_is_kept_and_nothing_is_lost()
    {
        using var store = Open();
        store.Commit(Commit(1));
        var before = store.Files().Count;
        using (var database = StateDatabase.Open(Path, create: false))
        {
            database.Execute("PRAGMA max_page_count = 1");
            var refused = Assert.Throws<StateException>(
                () => database.Together(() => new StateWriter(database).Write(Commit(2000))));
            Assert.Contains("full", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, store.Files().Count);
        store.Commit(Commit(2000));
        Assert.Equal(2000, store.Files().Count);
    }

    [Fact]
    public void A_commit_is_kept_whole_or_not_at_all()
    {
        using var store = Open();
        using var broken = StateDatabase.Open(Path, create: false);
        Assert.Throws<InvalidOperationException>(() => broken.Together(() =>
        {
            new StateWriter(broken).Write(Commit(3));
            throw new InvalidOperationException("a power cut");
        }));
        Assert.Empty(store.Files());
        Assert.Null(store.Judged());
    }

    [Fact]
    public async Task One_scan_at_a_time_and_who_waits_gets_its_turn()
    {
        var token = TestContext.Current.CancellationToken;
        var held = StateLock.Take(Path, TimeSpan.Zero, token);
        var refused = Assert.Throws<StateException>(() => StateLock.Take(Path, TimeSpan.Zero, token));
        Assert.Equal(StateFault.Held, refused.Fault);
        Assert.Contains($"process {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);

        var waiting = Task.Run(() => StateLock.Take(Path, TimeSpan.FromMinutes(1), token), token);
        Assert.NotSame(waiting, await Task.WhenAny(waiting, Task.Delay(300, token)));
        held.Dispose();
        (await waiting).Dispose();
    }

    [Fact]
    public void Who_waits_for_the_lock_can_be_stopped()
    {
        using var held = StateLock.Take(Path, TimeSpan.Zero, TestContext.Current.CancellationToken);
        using var stop = new CancellationTokenSource(100);
        var clock = Stopwatch.StartNew();
        Assert.Throws<OperationCanceledException>(() => StateLock.Take(Path, TimeSpan.FromHours(1), stop.Token));
        Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1));
    }

    private static ScanCommit Commit(int files) => new()
    {
        Started = DateTime.UnixEpoch,
        Model = "m",
        Files =
        [
            .. Enumerable.Range(0, files).Select(i => new StoredFile(
                $"/flows/{i}", new string('a', 60) + $"{i:0000}", i, DateTime.UnixEpoch,
                new Dictionary<long, long> { [i * Hour.Ticks] = 10 }, 0)),
        ],
        Windows = [new StoredWindow(0, "m", 1, 0, 0)],
    };

    private StateStore Open() => StateStore.Open(Path, "office", Hour);

    private void Change(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
