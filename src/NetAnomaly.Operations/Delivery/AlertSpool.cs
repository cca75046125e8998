using System.Text.Json;
using System.Text.Json.Serialization;
using NetAnomaly.Flows.Disk;
using NetAnomaly.Operations.Alerts;

namespace NetAnomaly.Operations.Delivery;

/// <summary>
/// A directory of alerts that are not delivered yet, one file for each alert, version and target. A file is there from
/// before the first attempt until the target has taken the alert.
/// </summary>
internal sealed class AlertSpool
{
    private const string Ending = ".alert";

    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    private readonly string path;
    private readonly List<string> damaged = [];

    /// <summary>Opens a spool; the directory is made where it is missing.</summary>
    /// <exception cref="SpoolException">It cannot be made.</exception>
    public AlertSpool(string path)
    {
        this.path = path;
        Try("cannot be made", () =>
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
            else Directory.CreateDirectory(
                path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        });
    }

    /// <summary>Files that hold no alert, as far as they were come across.</summary>
    public IReadOnlyList<string> Damaged => damaged;

    /// <summary>Keeps an alert for a target.</summary>
    /// <exception cref="SpoolException">It cannot be written.</exception>
    internal void Add(AlertDocument document, string target) => Try($"cannot keep the alert {document.Key}", () =>
    {
        using var file = new PendingFile(Place(document, target), overwrite: true);
        JsonSerializer.Serialize(file.Stream, new SpooledAlert(target, document), Json);
        file.Complete();
    });

    /// <summary>Forgets an alert that was delivered.</summary>
    internal void Remove(AlertDocument document, string target) =>
        Try($"cannot let go of the alert {document.Key}", () => File.Delete(Place(document, target)));

    /// <summary>The alerts that wait, by time.</summary>
    internal IReadOnlyList<SpooledAlert> Read()
    {
        var alerts = new List<SpooledAlert>();
        Try("cannot be read", () =>
        {
            damaged.Clear();
            foreach (var file in Directory.EnumerateFiles(path, "*" + Ending))
            {
                if (Read(file) is { } alert) alerts.Add(alert);
                else damaged.Add(file);
            }
        });
        return
        [
            .. alerts.OrderBy(alert => alert.Document.Time).ThenBy(alert => alert.Document.Version)
                .ThenBy(alert => alert.Document.Id, StringComparer.Ordinal),
        ];
    }

    private static SpooledAlert? Read(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var alert = JsonSerializer.Deserialize<SpooledAlert>(stream, Json);
            return alert is { Target: not null, Document: { Id: not null, Text: not null } } ? alert : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string Place(AlertDocument document, string target) =>
        Path.Combine(path, $"{FileNames.Of($"{document.Key}-{target}")}{Ending}");

    private void Try(string what, Action step)
    {
        try
        {
            step();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new SpoolException(path, $"{path}: the spool {what}: {cause.Message}", cause);
        }
    }
}
