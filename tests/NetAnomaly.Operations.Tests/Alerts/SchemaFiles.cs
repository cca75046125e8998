using System.Text.Json;

namespace NetAnomaly.Operations.Tests.Alerts;

/// <summary>The published schemas beside the tests.</summary>
internal static class SchemaFiles
{
    /// <summary>Where they are.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Schemas");

    /// <summary>One of them.</summary>
    public static JsonElement Read(params string[] path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine([Folder, .. path])));
        return document.RootElement.Clone();
    }
}
