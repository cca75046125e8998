using NetAnomaly.Operations.Documents;

namespace NetAnomaly.Operations.State;

/// <summary>Writes what a run has found, within the transaction of whom calls it.</summary>
internal sealed class StateWriter(StateDatabase database)
{
    public void Write(ScanCommit commit)
    {
        var run = Run(commit);
        foreach (var path in commit.ForgottenFiles)
            database.Execute("DELETE FROM file WHERE path = $path", ("$path", path));
        foreach (var file in commit.Files) Write(file, run);
        if (commit.ReplacedBehind is { } behind)
        {
            foreach (var table in (string[])["window WHERE start", "result WHERE window", "snapshot WHERE latest"])
                database.Execute($"DELETE FROM {table} > $behind", ("$behind", behind));
        }

        foreach (var window in commit.Windows) Write(window, run);
        foreach (var result in commit.Anomalies) Write(result, commit.Model);
        foreach (var snapshot in commit.Snapshots) Write(snapshot, commit.Model);
        foreach (var incident in commit.Incidents) Write(incident, run);
        foreach (var alert in commit.Alerts) Write(alert, run, commit.Targets);
        Prune(commit);
    }

    private long Run(ScanCommit commit) => database.Query(
        """
        INSERT INTO run (started, ended, model, files, flows, late, conversations, undetermined, alerts, exit_code)
        VALUES ($started, $ended, $model, $files, $flows, $late, $conversations, $undetermined, $alerts, $exit)
        RETURNING id
        """,
        row => row.GetInt64(0),
        ("$started", commit.Started.Ticks), ("$ended", DateTime.UtcNow.Ticks), ("$model", commit.Model),
        ("$files", commit.Files.Count), ("$flows", commit.Flows), ("$late", commit.LateFlows),
        ("$conversations", commit.Windows.Sum(window => window.Conversations)),
        ("$undetermined", commit.Windows.Sum(window => window.Undetermined)), ("$alerts", commit.Alerts.Count),
        ("$exit", commit.ExitCode))[0];

    private void Write(StoredFile file, long run) => database.Execute(
        """
        INSERT OR REPLACE INTO file (path, hash, length, modified, flows, rejected, first, last, windows, run)
        VALUES ($path, $hash, $length, $modified, $flows, $rejected, $first, $last, $windows, $run)
        """,
        ("$path", file.Path), ("$hash", file.Hash), ("$length", file.Length), ("$modified", file.Modified.Ticks),
        ("$flows", file.Flows), ("$rejected", file.Rejected), ("$first", file.First), ("$last", file.Last),
        ("$windows", file.PackedWindows()), ("$run", run));

    private void Write(StoredWindow window, long run) => database.Execute(
        """
        INSERT OR REPLACE INTO window (start, model, conversations, anomalies, undetermined, run)
        VALUES ($start, $model, $conversations, $anomalies, $undetermined, $run)
        """,
        ("$start", window.Start), ("$model", window.Model), ("$conversations", window.Conversations),
        ("$anomalies", window.Anomalies), ("$undetermined", window.Undetermined), ("$run", run));

    private void Write(AnomalyResult result, string model) => database.Execute(
        "INSERT OR REPLACE INTO result (id, window, model, body) VALUES ($id, $window, $model, $body)",
        ("$id", result.Id), ("$window", result.WindowStart.Ticks), ("$model", model),
        ("$body", DocumentJson.Write(result)));

    private void Write(Snapshot snapshot, string model) => database.Execute(
        "INSERT OR REPLACE INTO snapshot (latest, model, body) VALUES ($latest, $model, $body)",
        ("$latest", snapshot.Latest), ("$model", model), ("$body", snapshot.Body));

    private void Write(StoredIncident stored, long run) => database.Execute(
        """
        INSERT OR REPLACE INTO incident (id, host, start, end, severity, status, version, suppression, body, run)
        VALUES ($id, $host, $start, $end, $severity, $status, $version, $suppression, $body, $run)
        """,
        ("$id", stored.Incident.Id), ("$host", stored.Incident.Host), ("$start", stored.Incident.Start.Ticks),
        ("$end", stored.Incident.End.Ticks), ("$severity", Storable(stored.Incident.Severity)),
        ("$status", stored.Status.ToString()), ("$version", stored.Version), ("$suppression", stored.Suppression),
        ("$body", DocumentJson.Write(stored.Incident)), ("$run", run));

    // SQLite takes what is no number for no value.
    private static double Storable(double severity) => double.IsNaN(severity) ? double.MinValue : severity;

    private void Write(AnomalyAlert alert, long run, IReadOnlyList<string> targets)
    {
        database.Execute(
            """
            INSERT INTO alert (id, version, action, time, body, run)
            VALUES ($id, $version, $action, $time, $body, $run)
            """,
            ("$id", alert.Id), ("$version", alert.Version), ("$action", alert.Action.ToString()),
            ("$time", alert.Time.Ticks), ("$body", DocumentJson.Write(alert.Incident)), ("$run", run));
        foreach (var target in targets)
            database.Execute(
                "INSERT INTO delivery (target, id, version) VALUES ($target, $id, $version)",
                ("$target", target), ("$id", alert.Id), ("$version", alert.Version));
    }

    // An alert that a target has not taken is kept however old it is.
    private void Prune(ScanCommit commit)
    {
        (string, object?) from = ("$from", commit.KeptFrom);
        database.Execute("DELETE FROM snapshot WHERE latest < $from", ("$from", commit.SnapshotsFrom));
        database.Execute("DELETE FROM window WHERE start < $from", from);
        // What an incident that is kept was built of.
        database.Execute(
            """
            DELETE FROM result WHERE window < min($from, (
                SELECT coalesce(min(start), $from) FROM incident WHERE end >= $from))
            """, from);
        database.Execute("DELETE FROM run WHERE ended < $from", from);
        database.Execute(
            """
            DELETE FROM delivery WHERE delivered IS NOT NULL
            AND id IN (SELECT id FROM incident WHERE end < $from)
            """, from);
        database.Execute(
            """
            DELETE FROM alert WHERE id IN (SELECT id FROM incident WHERE end < $from)
            AND NOT EXISTS (SELECT 1 FROM delivery WHERE delivery.id = alert.id AND delivery.version = alert.version)
            """, from);
        database.Execute(
            """
            DELETE FROM incident WHERE end < $from AND NOT EXISTS (SELECT 1 FROM alert WHERE alert.id = incident.id)
            """, from);
        database.Execute(
            "DELETE FROM feedback WHERE incident NOT IN (SELECT id FROM incident)");
    }
}
