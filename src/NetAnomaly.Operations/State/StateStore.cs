using Microsoft.Data.Sqlite;
using NetAnomaly.Operations.Documents;

namespace NetAnomaly.Operations.State;

/// <summary>
/// What a nightly scan knows: files and windows it has scanned, what was anomalous, incidents and alerts, and the
/// memory after the last windows. A run changes it once, by <see cref="Commit"/>. Not thread-safe.
/// </summary>
internal sealed class StateStore : IDisposable
{
    private readonly StateDatabase database;

    private StateStore(StateDatabase database) => this.database = database;

    /// <summary>Opens a state file, and makes one where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="scan">The name of the scan; it is kept with the first run.</param>
    /// <param name="window">The length of its windows.</param>
    /// <exception cref="StateException">It cannot be used, or belongs to another scan.</exception>
    public static StateStore Open(string path, string scan, TimeSpan window)
    {
        var store = new StateStore(StateDatabase.Open(path, create: true));
        try
        {
            store.Claim(path, "scan", scan, "scan", "Name another file, or that scan.");
            store.Claim(
                path, "window", window.ToString("c"), "windows of",
                "Scan with a model of these windows, or with another state file.");
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Opens a state file that exists, of whatever scan.</summary>
    /// <exception cref="StateException">It cannot be used.</exception>
    public static StateStore OpenExisting(string path) => new(StateDatabase.Open(path, create: false));

    /// <summary>The files that are known.</summary>
    public IReadOnlyList<StoredFile> Files() => database.Query(
        "SELECT path, hash, length, modified, windows, rejected FROM file ORDER BY path",
        row => new StoredFile(
            row.GetString(0), row.GetString(1), row.GetInt64(2), new DateTime(row.GetInt64(3), DateTimeKind.Utc),
            StoredFile.Unpacked(row.GetFieldValue<byte[]>(4)), row.GetInt64(5)));

    /// <summary>Start of the first and last window that were judged; <see langword="null"/> before the first
    /// run.</summary>
    public (long First, long Last)? Judged() => database.Query(
        "SELECT min(start), max(start) FROM window",
        row => row.IsDBNull(0) ? ((long, long)?)null : (row.GetInt64(0), row.GetInt64(1)))[0];

    /// <summary>Start of the last window that was judged by another training; <see langword="null"/> where there is
    /// none.</summary>
    public long? LastOfAnother(string model) => database.Query(
        "SELECT max(start) FROM window WHERE model <> $model", row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0),
        ("$model", model))[0];

    /// <summary>After which windows the memory of a training is known, latest first.</summary>
    public IReadOnlyList<long> SnapshotTimes(string model) => database.Query(
        "SELECT latest FROM snapshot WHERE model = $model ORDER BY latest DESC", row => row.GetInt64(0),
        ("$model", model));

    /// <summary>The memory after a window of <see cref="SnapshotTimes"/>.</summary>
    public Snapshot Snapshot(long latest) => database.Query(
        "SELECT body FROM snapshot WHERE latest = $latest", row => new Snapshot(latest, row.GetFieldValue<byte[]>(0)),
        ("$latest", latest))[0];

    /// <summary>What is anomalous in some windows, by window and id.</summary>
    /// <param name="from">The first window, ticks.</param>
    /// <param name="behind">The last one.</param>
    /// <param name="calibration">That of a training, given to the results of it.</param>
    /// <param name="model">What identifies that training.</param>
    internal IReadOnlyList<AnomalyResult> Anomalies(
        long from, long behind, IIncidentCalibration? calibration = null, string model = "") => database.Query(
        "SELECT body, model FROM result WHERE window BETWEEN $from AND $behind ORDER BY window, id",
        row => DocumentJson.ReadResult(
            row.GetFieldValue<byte[]>(0), row.GetString(1) == model ? calibration : null),
        ("$from", from), ("$behind", behind));

    /// <summary>The incidents that end at some time or later, by start and id.</summary>
    /// <param name="end">Ticks.</param>
    public IReadOnlyList<StoredIncident> IncidentsFrom(long end) => database.Query(
        "SELECT body, status, version, suppression FROM incident WHERE end >= $end ORDER BY start, id",
        row => new StoredIncident(
            DocumentJson.ReadIncident(row.GetFieldValue<byte[]>(0)), Enum.Parse<IncidentStatus>(row.GetString(1)),
            row.GetInt32(2), row.IsDBNull(3) ? null : row.GetString(3)),
        ("$end", end));

    /// <summary>The incidents that end at some time or later, as people see them: with status and feedback.</summary>
    /// <param name="end">Ticks.</param>
    public IReadOnlyList<AnomalyIncident> Seen(long end)
    {
        var marks = Feedback().ToDictionary(said => said.Id, said => said.Mark, StringComparer.Ordinal);
        return
        [
            .. IncidentsFrom(end).Select(stored => stored.Incident with
            {
                Status = stored.Status,
                Feedback = marks.TryGetValue(stored.Incident.Id, out var mark) ? mark : null,
            }),
        ];
    }

    /// <summary>What people have said of incidents, oldest first.</summary>
    public IReadOnlyList<AnomalyFeedback> Feedback() => database.Query(
        "SELECT incident, mark, author, time, note FROM feedback ORDER BY time, incident",
        row => new AnomalyFeedback(
            row.GetString(0), Enum.Parse<FeedbackMark>(row.GetString(1)), row.GetString(2),
            new DateTime(row.GetInt64(3), DateTimeKind.Utc), row.IsDBNull(4) ? null : row.GetString(4)));

    /// <summary>Keeps what a person says of an incident, in place of what was said before.</summary>
    /// <returns>Whether there is such an incident.</returns>
    public bool Keep(AnomalyFeedback feedback) => database.Execute(
        """
        INSERT OR REPLACE INTO feedback (incident, mark, note, author, time)
        SELECT id, $mark, $note, $author, $time FROM incident WHERE id = $id
        """,
        ("$id", feedback.Id), ("$mark", feedback.Mark.ToString()), ("$note", feedback.Note),
        ("$author", feedback.Author), ("$time", feedback.Time.Ticks)) > 0;

    /// <summary>The alerts that a target has not taken yet, oldest first.</summary>
    public IReadOnlyList<AnomalyAlert> Undelivered(string target) => database.Query(
        """
        SELECT alert.version, alert.action, alert.time, alert.body FROM delivery JOIN alert USING (id, version)
        WHERE delivery.target = $target AND delivery.delivered IS NULL ORDER BY alert.time, alert.id, alert.version
        """,
        Alert, ("$target", target));

    /// <summary>All alerts, oldest first.</summary>
    public IReadOnlyList<AnomalyAlert> Alerts() =>
        database.Query("SELECT version, action, time, body FROM alert ORDER BY time, id, version", Alert);

    /// <summary>Notes that a target has taken an alert, or why not.</summary>
    public void Note(string target, AnomalyAlert alert, DateTime? delivered, string? error) => database.Execute(
        """
        UPDATE delivery SET delivered = $delivered, error = $error
        WHERE target = $target AND id = $id AND version = $version
        """,
        ("$target", target), ("$id", alert.Id), ("$version", alert.Version), ("$delivered", delivered?.Ticks),
        ("$error", error));

    /// <summary>Keeps all that a run has found: the one change that it makes.</summary>
    /// <exception cref="StateException">It cannot be written; then nothing has changed.</exception>
    public void Commit(ScanCommit commit)
    {
        database.Together(() => new StateWriter(database).Write(commit));
        // Behind the change: what it costs to shrink the file is nothing that a scan can fail of.
        database.Execute("PRAGMA incremental_vacuum(1000)");
    }

    /// <inheritdoc/>
    public void Dispose() => database.Dispose();

    private static AnomalyAlert Alert(SqliteDataReader row) => new()
    {
        Version = row.GetInt32(0),
        Action = Enum.Parse<AlertAction>(row.GetString(1)),
        Time = new DateTime(row.GetInt64(2), DateTimeKind.Utc),
        Incident = DocumentJson.ReadIncident(row.GetFieldValue<byte[]>(3)),
    };

    private void Claim(string path, string key, string value, string what, string remedy)
    {
        var known = database.Query("SELECT value FROM meta WHERE key = $key", row => row.GetString(0), ("$key", key));
        if (known.Count == 0)
            database.Execute(
                "INSERT INTO meta (key, value) VALUES ($key, $value)", ("$key", key), ("$value", value));
        else if (known[0] != value)
            throw new StateException(
                StateFault.OfAnother, $"'{path}' is the state of {what} '{known[0]}', not '{value}'.", remedy);
    }
}
