using System.Collections.Concurrent;
using System.Text.Json;
using Json.Schema;

namespace NetAnomaly.Operations.Tests.Alerts;

/// <summary>Checks bundles against the JSON schemas of STIX 2.1.</summary>
internal sealed class StixSchema
{
    private static readonly string Folder = Path.Combine(SchemaFiles.Folder, "stix-2.1", "schemas");

    // Of bundles of thousands of alerts many hold the same addresses.
    private readonly ConcurrentDictionary<string, string?> known = [];
    private readonly Dictionary<string, JsonSchema> byType = [];
    private readonly JsonSchema bundle;

    /// <summary>Reads the schemas.</summary>
    public StixSchema()
    {
        var options = new BuildOptions { SchemaRegistry = new SchemaRegistry() };
        options.SchemaRegistry.Fetch = (uri, _) =>
            JsonSchema.FromFile(Path.Combine(Folder, uri.AbsolutePath.Split("/schemas/")[1]), options);
        foreach (var folder in new[] { "sdos", "sros", "observables" })
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Folder, folder)))
                byType[Path.GetFileNameWithoutExtension(file)] = Get(options, folder, Path.GetFileName(file));
        }

        bundle = Get(options, "common", "bundle.json");
    }

    /// <summary>
    /// What is wrong with a bundle: each of its objects must be valid as what it says that it is, which is more than
    /// the schema of bundles asks for.
    /// </summary>
    public IReadOnlyList<string> Errors(string text)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        var errors = new List<string>();
        if (root.GetProperty("type").GetString() != "bundle") errors.Add("no bundle");
        var objects = root.GetProperty("objects").EnumerateArray().ToArray();
        var ids = objects.Select(each => each.GetProperty("id").GetString()!).ToHashSet();
        if (ids.Count != objects.Length) errors.Add("an id stands twice");
        foreach (var each in objects)
        {
            if (known.GetOrAdd(each.GetRawText(), _ => Error(each)) is { } error) errors.Add(error);
            errors.AddRange(References(each).Where(id => !ids.Contains(id)).Select(id => $"{id} is not in the bundle"));
        }

        return errors;
    }

    /// <summary>Whether a bundle is valid by the schema of bundles, which is slow.</summary>
    public bool IsBundle(string text)
    {
        using var document = JsonDocument.Parse(text);
        return bundle.Evaluate(document.RootElement).IsValid;
    }

    private string? Error(JsonElement element)
    {
        var type = element.GetProperty("type").GetString()!;
        return byType.TryGetValue(type, out var schema) && schema.Evaluate(element).IsValid
            ? null
            : $"no valid {type}: {element}";
    }

    private static IEnumerable<string> References(JsonElement element) =>
        from member in element.EnumerateObject()
        where member.Name.EndsWith("_ref", StringComparison.Ordinal)
            || member.Name.EndsWith("_refs", StringComparison.Ordinal)
        from id in member.Value.ValueKind == JsonValueKind.Array
            ? member.Value.EnumerateArray().Select(each => each.GetString()!)
            : [member.Value.GetString()!]
        select id;

    private static JsonSchema Get(BuildOptions options, string folder, string file)
    {
        var path = Path.Combine(Folder, folder, file);
        using var source = JsonDocument.Parse(File.ReadAllText(path));
        var id = new Uri(source.RootElement.GetProperty("$id").GetString()!);
        return options.SchemaRegistry.Get(id) as JsonSchema ?? JsonSchema.FromFile(path, options);
    }
}
