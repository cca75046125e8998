using System.Text.Json;

namespace NetAnomaly.Operations.Tests.Alerts;

/// <summary>An attribute: what the dictionary says of it, overridden by the classes and objects that have it.</summary>
internal sealed record OcsfAttribute
{
    /// <summary>A type of the dictionary, or the name of an object.</summary>
    public string Type { get; private init; } = "";

    /// <summary>Whether it is a list.</summary>
    public bool IsArray { get; private init; }

    /// <summary>Whether it must be there.</summary>
    public bool IsRequired { get; private init; }

    /// <summary>Whether it should no longer be used.</summary>
    public bool IsDeprecated { get; private init; }

    /// <summary>The profile that a document must name to have it.</summary>
    public string? Profile { get; private init; }

    /// <summary>The values that it may have; none where any will do.</summary>
    public IReadOnlySet<string> Values { get; private init; } = new HashSet<string>();

    /// <summary>What the dictionary says.</summary>
    public static OcsfAttribute Of(JsonElement entry, string? profile)
    {
        var attribute = new OcsfAttribute { Profile = profile };
        return entry.ValueKind == JsonValueKind.Undefined ? attribute : attribute.With(entry);
    }

    /// <summary>The same with what one that has it says.</summary>
    public OcsfAttribute With(JsonElement own) => this with
    {
        Type = own.TryGetProperty("type", out var type) ? type.GetString()! : Type,
        IsArray = own.TryGetProperty("is_array", out var isArray) ? isArray.GetBoolean() : IsArray,
        IsRequired = own.TryGetProperty("requirement", out var needed) ? needed.GetString() == "required" : IsRequired,
        IsDeprecated = IsDeprecated || own.TryGetProperty("@deprecated", out _),
        Profile = own.TryGetProperty("profile", out var profile) ? profile.GetString() : Profile,
        Values = own.TryGetProperty("enum", out var values)
            ? Values.Concat(values.EnumerateObject().Select(value => value.Name)).ToHashSet()
            : Values,
    };
}
