using System.Text.Json;
using System.Text.RegularExpressions;

namespace NetAnomaly.Operations.Tests.Alerts;

/// <summary>Checks documents against Detection Finding of the Open Cybersecurity Schema Framework.</summary>
internal sealed class OcsfValidator
{
    private readonly OcsfSchema schema = new();
    private readonly Dictionary<string, Regex> patterns;

    /// <summary>Compiles the patterns of the types.</summary>
    public OcsfValidator() => patterns = schema.Types.Where(type => type.Value.TryGetProperty("regex", out _))
        .ToDictionary(
            type => type.Key,
            type => new Regex(type.Value.GetProperty("regex").GetString()!, RegexOptions.CultureInvariant));

    /// <summary>What is wrong with a document.</summary>
    public IReadOnlyList<string> Errors(string text)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        var errors = new List<string>();
        string[] profiles = root.GetProperty("metadata").TryGetProperty("profiles", out var named)
            ? [.. named.EnumerateArray().Select(each => each.GetString()!)]
            : [];
        Check("", root, schema.Finding, profiles, errors);
        // What the schema's compiler makes of the numbers of category and class.
        Equal(root, "category_uid", 2, errors);
        Equal(root, "class_uid", 2004, errors);
        Equal(root, "type_uid", (2004 * 100L) + root.GetProperty("activity_id").GetInt32(), errors);
        return errors;
    }

    private static void Equal(JsonElement root, string name, long value, List<string> errors)
    {
        if (root.GetProperty(name).GetInt64() != value) errors.Add($"{name} is not {value}");
    }

    private void Check(
        string path, JsonElement value, OcsfDefinition definition, string[] profiles, List<string> errors)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            errors.Add($"{path} is no object");
            return;
        }

        var names = value.EnumerateObject().Select(member => member.Name).ToArray();
        if (names.Distinct().Count() != names.Length) errors.Add($"{path} has a member twice");
        foreach (var (name, attribute) in definition.Attributes)
        {
            var isOpen = attribute.Profile is null || profiles.Contains(attribute.Profile);
            if (attribute.IsRequired && isOpen && !names.Contains(name)) errors.Add($"{path}.{name} is missing");
        }

        foreach (var (rule, among) in definition.Constraints)
        {
            var count = among.Count(names.Contains);
            if (count == 0 || (rule == "just_one" && count > 1)) errors.Add($"{path} breaks {rule}");
        }

        foreach (var member in value.EnumerateObject())
        {
            var place = $"{path}.{member.Name}";
            if (!definition.Attributes.TryGetValue(member.Name, out var attribute)) errors.Add($"{place} is unknown");
            else if (attribute.IsDeprecated) errors.Add($"{place} is deprecated");
            else if (attribute.Profile is { } profile && !profiles.Contains(profile))
                errors.Add($"{place} needs the profile {profile}");
            else Check(place, member.Name, member.Value, attribute, profiles, errors);
        }
    }

    private void Check(
        string path, string name, JsonElement value, OcsfAttribute attribute, string[] profiles, List<string> errors)
    {
        if (attribute.IsArray != (value.ValueKind == JsonValueKind.Array))
        {
            errors.Add($"{path} must {(attribute.IsArray ? "" : "not ")}be a list");
            return;
        }

        foreach (var each in attribute.IsArray ? [.. value.EnumerateArray()] : new[] { value })
        {
            if (!schema.Types.ContainsKey(attribute.Type))
            {
                if (attribute.Type != "object") Check(path, each, schema.Object(attribute.Type), profiles, errors);
                else if (each.ValueKind != JsonValueKind.Object) errors.Add($"{path} is no object");
                continue;
            }

            if (!Fits(attribute.Type, each)) errors.Add($"{path} is no {attribute.Type}: {each}");
            if (name is "class_uid" or "category_uid" || attribute.Values.Count == 0) continue;
            if (!attribute.Values.Contains(each.ToString()) && !IsObservable(path, each))
                errors.Add($"{path} may not be {each}");
        }
    }

    private bool IsObservable(string path, JsonElement value) =>
        path.EndsWith("observables.type_id", StringComparison.Ordinal) && schema.Observables.Contains(value.GetInt32());

    private bool Fits(string type, JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : null;
        for (var name = type; ; name = schema.Types[name].GetProperty("type").GetString()!)
        {
            var rules = schema.Types[name];
            if (patterns.TryGetValue(name, out var pattern) && (text is null || !pattern.IsMatch(text))) return false;
            if (rules.TryGetProperty("max_len", out var most) && text?.Length > most.GetInt32()) return false;
            if (rules.TryGetProperty("range", out var range)
                && !(value.TryGetInt64(out var number) && number >= range[0].GetInt64()
                    && number <= range[1].GetInt64())) return false;
            if (rules.TryGetProperty("type", out _)) continue;
            return name switch
            {
                "string_t" => text is not null,
                "integer_t" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
                "long_t" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
                "float_t" => value.ValueKind == JsonValueKind.Number,
                "boolean_t" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
                "json_t" => true,
                _ => throw new InvalidDataException(string.Create(
                    CultureInfo.InvariantCulture, $"The type {name} is not known here.")),
            };
        }
    }
}
