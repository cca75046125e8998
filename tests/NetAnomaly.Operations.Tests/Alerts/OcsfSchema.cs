using System.Collections.Concurrent;
using System.Text.Json;

namespace NetAnomaly.Operations.Tests.Alerts;

/// <summary>
/// The source of the Open Cybersecurity Schema Framework, resolved: what an object or the class 2004 inherits, what it
/// includes from profiles, and what the dictionary says of attributes and types.
/// </summary>
internal sealed class OcsfSchema
{
    private const string Root = "ocsf-1.8.0";
    private readonly Dictionary<string, JsonElement> dictionary;
    private readonly ConcurrentDictionary<string, OcsfDefinition> objects = [];

    /// <summary>Reads the schema.</summary>
    public OcsfSchema()
    {
        var source = SchemaFiles.Read(Root, "dictionary.json");
        dictionary = Members(source.GetProperty("attributes"));
        Types = Members(source.GetProperty("types").GetProperty("attributes"));
        Finding = Resolve(
            Event("base_event.json"), Event("findings", "finding.json"), Event("findings", "detection_finding.json"));
        Observables = ObservableTypes();
    }

    /// <summary>The types of the dictionary.</summary>
    public IReadOnlyDictionary<string, JsonElement> Types { get; }

    /// <summary>Detection Finding.</summary>
    public OcsfDefinition Finding { get; }

    /// <summary>The numbers that types, objects and attributes have as observables.</summary>
    public IReadOnlySet<int> Observables { get; }

    /// <summary>An object.</summary>
    public OcsfDefinition Object(string name) => objects.GetOrAdd(name, _ => Resolve([.. Chain(name)]));

    private static JsonElement Event(params string[] path) => SchemaFiles.Read([Root, "events", .. path]);

    // The one that is extended first.
    private static IEnumerable<JsonElement> Chain(string name)
    {
        var source = SchemaFiles.Read(Root, "objects", $"{name}.json");
        if (source.TryGetProperty("extends", out var parent))
            foreach (var each in Chain(parent.GetString()!)) yield return each;
        yield return source;
    }

    private OcsfDefinition Resolve(params JsonElement[] chain)
    {
        var attributes = new Dictionary<string, OcsfAttribute>();
        var constraints = new Dictionary<string, string[]>();
        foreach (var source in chain)
        {
            if (source.TryGetProperty("attributes", out var own)) Add(attributes, own, null);
            if (!source.TryGetProperty("constraints", out var rules)) continue;
            constraints.Clear();
            foreach (var rule in rules.EnumerateObject())
                constraints[rule.Name] = [.. rule.Value.EnumerateArray().Select(each => each.GetString()!)];
        }

        return new OcsfDefinition(attributes, constraints);
    }

    private void Add(Dictionary<string, OcsfAttribute> attributes, JsonElement source, string? profile)
    {
        foreach (var member in source.EnumerateObject())
        {
            if (member.Name == "$include")
            {
                foreach (var path in member.Value.EnumerateArray())
                {
                    var included = SchemaFiles.Read([Root, .. path.GetString()!.Split('/')]);
                    Add(attributes, included.GetProperty("attributes"), included.GetProperty("name").GetString());
                }

                continue;
            }

            var known = attributes.GetValueOrDefault(member.Name)
                ?? OcsfAttribute.Of(dictionary.GetValueOrDefault(member.Name), profile);
            attributes[member.Name] = known.With(member.Value);
        }
    }

    private HashSet<int> ObservableTypes() =>
    [
        .. from file in Directory.EnumerateFiles(Path.Combine(SchemaFiles.Folder, Root, "objects"))
            select SchemaFiles.Read(Root, "objects", Path.GetFileName(file)) into source
            from each in new[] { source }.Concat(Members(source.GetProperty("attributes")).Values)
            where each.ValueKind == JsonValueKind.Object && each.TryGetProperty("observable", out _)
            select each.GetProperty("observable").GetInt32(),
        .. from each in Types.Values.Concat(dictionary.Values)
            where each.TryGetProperty("observable", out _)
            select each.GetProperty("observable").GetInt32(),
    ];

    private static Dictionary<string, JsonElement> Members(JsonElement of) =>
        of.EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
}
