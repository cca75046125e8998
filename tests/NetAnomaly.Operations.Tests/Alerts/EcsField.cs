using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace NetAnomaly.Operations.Tests.Alerts;

/// <summary>A field of the Elastic Common Schema.</summary>
internal sealed class EcsField
{
    private readonly string type;
    private readonly int longest;
    private readonly Regex? pattern;

    /// <summary>Takes an entry of the table.</summary>
    public EcsField(JsonElement entry)
    {
        type = entry.GetProperty("type").GetString()!;
        longest = entry.TryGetProperty("ignore_above", out var most) ? most.GetInt32() : int.MaxValue;
        pattern = entry.TryGetProperty("pattern", out var text) ? new Regex(text.GetString()!) : null;
        IsArray = entry.GetProperty("normalize").EnumerateArray().Any(each => each.GetString() == "array");
        IsRequired = entry.GetProperty("required").GetBoolean();
        if (!entry.TryGetProperty("allowed_values", out var values)) return;
        Allowed = values.EnumerateArray().ToDictionary(
            value => value.GetProperty("name").GetString()!,
            value => value.TryGetProperty("expected_event_types", out var types)
                ? types.EnumerateArray().Select(each => each.GetString()!).ToArray()
                : []);
    }

    /// <summary>Whether it is a list.</summary>
    public bool IsArray { get; }

    /// <summary>Whether every document must have it.</summary>
    public bool IsRequired { get; }

    /// <summary>The values that it may have, with the types of events that go with each.</summary>
    public IReadOnlyDictionary<string, string[]>? Allowed { get; }

    /// <summary>What is wrong with a value; <see langword="null"/> where nothing is.</summary>
    public string? Problem(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : null;
        return !Fits(value, text) ? $"is no {type}"
            : text?.Length > longest ? "is too long"
            : Allowed is not null && !Allowed.ContainsKey(text!) ? "is not allowed"
            : pattern is not null && !pattern.IsMatch(text!) ? "does not fit the pattern"
            : null;
    }

    private bool Fits(JsonElement value, string? text) => type switch
    {
        "keyword" or "match_only_text" => text is { Length: > 0 },
        "long" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "float" => value.ValueKind == JsonValueKind.Number,
        "date" => text is not null && DateTime.TryParseExact(
            text, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        // Elasticsearch takes no zones, and no address of fewer than four parts.
        "ip" => text is not null && !text.Contains('%', StringComparison.Ordinal)
            && IPAddress.TryParse(text, out var ip)
            && (text.Contains(':', StringComparison.Ordinal) || ip.ToString() == text),
        _ => false,
    };
}
