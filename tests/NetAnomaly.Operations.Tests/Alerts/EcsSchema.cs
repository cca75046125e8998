using System.Text.Json;

namespace NetAnomaly.Operations.Tests.Alerts;

/// <summary>Checks documents against the table of fields of the Elastic Common Schema.</summary>
internal sealed class EcsSchema
{
    private readonly Dictionary<string, EcsField> fields =
        SchemaFiles.Read("ecs-9.4.0", "fields.json").GetProperty("fields").EnumerateObject()
            .ToDictionary(field => field.Name, field => new EcsField(field.Value));

    private readonly string[] required;

    /// <summary>Reads the table.</summary>
    public EcsSchema() => required =
    [
        .. fields.Where(field => field.Value.IsRequired).Select(field => field.Key)
            .Intersect(["@timestamp", "ecs.version"]),
    ];

    /// <summary>What is wrong with a document.</summary>
    public IReadOnlyList<string> Errors(string text)
    {
        using var document = JsonDocument.Parse(text);
        var errors = new List<string>();
        var seen = new HashSet<string>();
        foreach (var member in document.RootElement.EnumerateObject()) Walk(member.Name, member.Value, seen, errors);
        errors.AddRange(required.Where(name => !seen.Contains(name)).Select(name => $"{name} is missing"));
        if (errors.Count == 0) ExpectTypes(document.RootElement.GetProperty("event"), errors);
        return errors;
    }

    private void Walk(string path, JsonElement value, HashSet<string> seen, List<string> errors)
    {
        if (path.StartsWith("labels.", StringComparison.Ordinal))
        {
            if (value.ValueKind != JsonValueKind.String) errors.Add($"{path} is no keyword");
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            var before = seen.Count;
            foreach (var member in value.EnumerateObject()) Walk($"{path}.{member.Name}", member.Value, seen, errors);
            if (seen.Count == before && path != "labels") errors.Add($"{path} is empty");
        }
        else if (!seen.Add(path)) errors.Add($"{path} stands twice");
        else if (!fields.TryGetValue(path, out var field)) errors.Add($"{path} is no field");
        else if (field.IsArray != (value.ValueKind == JsonValueKind.Array))
            errors.Add($"{path} must {(field.IsArray ? "" : "not ")}be a list");
        else
        {
            foreach (var each in field.IsArray ? [.. value.EnumerateArray()] : new[] { value })
                if (field.Problem(each) is { } problem) errors.Add($"{path} {problem}: {each}");
        }
    }

    private void ExpectTypes(JsonElement of, List<string> errors)
    {
        var types = of.GetProperty("type").EnumerateArray().Select(each => each.GetString()!).ToArray();
        foreach (var category in of.GetProperty("category").EnumerateArray().Select(each => each.GetString()!))
        {
            if (types.Except(fields["event.category"].Allowed![category]).Any())
                errors.Add($"event.type does not go with the category {category}");
        }
    }
}
