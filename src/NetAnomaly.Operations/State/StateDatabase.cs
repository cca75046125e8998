using System.Globalization;
using Microsoft.Data.Sqlite;

namespace NetAnomaly.Operations.State;

/// <summary>
/// A SQLite file and the commands to it: opened, brought to the version of this program, and with errors that say what
/// to do. Writes are flushed to the disk before they count (WAL, synchronous). Not thread-safe.
/// </summary>
internal sealed class StateDatabase : IDisposable
{
    private const int BusySeconds = 30;
    private const string WayOut =
        "Restore it from a backup, or move it away: the next scan begins a new one, without memory, and raises again "
            + "what it finds in the files that are still there.";

    private readonly SqliteConnection connection;
    private readonly string path;

    private StateDatabase(SqliteConnection connection, string path) =>
        (this.connection, this.path) = (connection, path);

    /// <summary>Opens a state file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="create">Whether one is made that does not exist.</param>
    /// <exception cref="StateException">It cannot be used.</exception>
    public static StateDatabase Open(string path, bool create)
    {
        if (Directory.Exists(path))
            throw new StateException(StateFault.Unusable, $"'{path}' is a folder.", "Name a file.");
        if (!create && !File.Exists(path))
            throw new StateException(
                StateFault.Unusable, $"'{path}' does not exist.", "Name the state file of a scan that ran.");
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = path, Pooling = false, DefaultTimeout = BusySeconds,
            Mode = create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
        };
        var database = new StateDatabase(new SqliteConnection(text.ConnectionString), path);
        try
        {
            database.Prepare();
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Runs a statement.</summary>
    /// <returns>Rows changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = Command(sql, values);
        return Guard(command.ExecuteNonQuery);
    }

    /// <summary>Reads rows.</summary>
    public IReadOnlyList<T> Query<T>(
        string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = Command(sql, values);
        return Guard(() =>
        {
            var rows = new List<T>();
            using var reader = command.ExecuteReader();
            while (reader.Read()) rows.Add(read(reader));
            return rows;
        });
    }

    /// <summary>Does several things as one: all of them are kept, or none.</summary>
    public void Together(Action work)
    {
        using var transaction = Guard(() => connection.BeginTransaction(deferred: false));
        work();
        Guard(() =>
        {
            transaction.Commit();
            return true;
        });
    }

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    private void Prepare()
    {
        Guard(() =>
        {
            connection.Open();
            return true;
        });
        var (application, version) = (Number("PRAGMA application_id"), Number("PRAGMA user_version"));
        var isNew = application == 0 && version == 0 && Number("SELECT count(*) FROM sqlite_master") == 0;
        if (!isNew && application != StateSchema.ApplicationId)
            throw new StateException(
                StateFault.Damaged, $"'{path}' is a database of something else.", "Name another file.");
        if (version > StateSchema.Version)
            throw new StateException(
                StateFault.Newer,
                $"'{path}' was written by a newer version of NetAnomaly (layout {version}, this one knows "
                    + $"{StateSchema.Version}).",
                "Update NetAnomaly on this machine; the file is unchanged.");
        if (isNew) Execute("PRAGMA auto_vacuum = INCREMENTAL");
        else if (Query("PRAGMA quick_check(1)", row => row.GetString(0)) is not ["ok"])
            throw Damaged("its pages are not in order", null);
        Execute("PRAGMA journal_mode = WAL");
        Execute("PRAGMA synchronous = FULL");
        if (version == StateSchema.Version) return;
        Together(() =>
        {
            for (var step = (int)version; step < StateSchema.Version; step++) Execute(StateSchema.Steps[step]);
            Execute(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"PRAGMA application_id = {StateSchema.ApplicationId}; PRAGMA user_version = "
                        + $"{StateSchema.Version}"));
        });
    }

    private long Number(string sql) => Query(sql, row => row.GetInt64(0))[0];

    private SqliteCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException cause)
        {
            throw Explained(cause);
        }
    }

    // Codes of https://sqlite.org/rescode.html.
    private StateException Explained(SqliteException cause) => cause.SqliteErrorCode switch
    {
        5 or 6 => new StateException(
            StateFault.Held,
            string.Create(
                CultureInfo.InvariantCulture, $"'{path}' is locked by another program for {BusySeconds} s and more."),
            "Let that program (a backup, a database viewer) end, and scan again.", cause),
        11 or 26 => Damaged(cause.Message.TrimEnd('.'), cause),
        13 => new StateException(
            StateFault.Unusable, $"The disk of '{path}' is full.",
            "Make room and scan again: nothing of this scan was kept, and nothing of it is lost.", cause),
        _ => new StateException(
            StateFault.Unusable, $"'{path}' cannot be used: {cause.Message}",
            "Check that the folder exists, and that the account that scans may write to it.", cause),
    };

    private StateException Damaged(string how, Exception? cause) =>
        new(StateFault.Damaged, $"'{path}' is no state file, or damaged: {how}.", WayOut, cause);
}
