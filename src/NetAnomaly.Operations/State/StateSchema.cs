namespace NetAnomaly.Operations.State;

/// <summary>The tables of a state file, by version. Times are ticks of UTC.</summary>
internal static class StateSchema
{
    /// <summary>What tells a state file from other databases: "NAst".</summary>
    public const int ApplicationId = 0x4E417374;

    /// <summary>What this version of the product writes.</summary>
    public const int Version = 1;

    /// <summary>What makes version n of version n − 1, at place n − 1.</summary>
    public static IReadOnlyList<string> Steps { get; } =
    [
        """
        CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE run (
            id INTEGER PRIMARY KEY, started INTEGER NOT NULL, ended INTEGER NOT NULL, model TEXT NOT NULL,
            files INTEGER NOT NULL, flows INTEGER NOT NULL, late INTEGER NOT NULL, conversations INTEGER NOT NULL,
            undetermined INTEGER NOT NULL, alerts INTEGER NOT NULL, exit_code INTEGER NOT NULL);
        CREATE TABLE file (
            path TEXT PRIMARY KEY, hash TEXT NOT NULL, length INTEGER NOT NULL, modified INTEGER NOT NULL,
            flows INTEGER NOT NULL, rejected INTEGER NOT NULL, first INTEGER, last INTEGER, windows BLOB NOT NULL,
            run INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX file_hash ON file (hash);
        CREATE TABLE window (
            start INTEGER PRIMARY KEY, model TEXT NOT NULL, conversations INTEGER NOT NULL,
            anomalies INTEGER NOT NULL, undetermined INTEGER NOT NULL, run INTEGER NOT NULL);
        CREATE TABLE result (
            id TEXT PRIMARY KEY, window INTEGER NOT NULL, model TEXT NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
        CREATE INDEX result_window ON result (window);
        CREATE TABLE incident (
            id TEXT PRIMARY KEY, host TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
            severity REAL NOT NULL, status TEXT NOT NULL, version INTEGER NOT NULL, suppression TEXT,
            body BLOB NOT NULL, run INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX incident_end ON incident (end);
        CREATE TABLE alert (
            id TEXT NOT NULL, version INTEGER NOT NULL, action TEXT NOT NULL, time INTEGER NOT NULL,
            body BLOB NOT NULL, run INTEGER NOT NULL, PRIMARY KEY (id, version)) WITHOUT ROWID;
        CREATE TABLE delivery (
            target TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, delivered INTEGER, error TEXT,
            PRIMARY KEY (target, id, version)) WITHOUT ROWID;
        CREATE TABLE snapshot (
            latest INTEGER PRIMARY KEY, model TEXT NOT NULL, body BLOB NOT NULL);
        CREATE TABLE feedback (
            incident TEXT PRIMARY KEY, mark TEXT NOT NULL, note TEXT, author TEXT NOT NULL,
            time INTEGER NOT NULL) WITHOUT ROWID;
        """,
    ];
}
