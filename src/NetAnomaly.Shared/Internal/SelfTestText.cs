using System.Text.Json;
using System.Text.Json.Serialization;

namespace NetAnomaly.Internal;

/// <summary>
/// Results of self-tests as JSON in one line, by which a process tells the one that started it what it found.
/// </summary>
public static class SelfTestText
{
    private static readonly JsonSerializerOptions Json = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = 8,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Writes results.</summary>
    public static string Write(IEnumerable<SelfTestResult> results) =>
        JsonSerializer.Serialize(results.ToArray(), Json);

    /// <summary>Reads what <see cref="Write"/> wrote from the last line of a text.</summary>
    /// <returns>The results; <see langword="null"/> where the line is none of its.</returns>
    public static IReadOnlyList<SelfTestResult>? Read(string text)
    {
        try
        {
            var results = JsonSerializer.Deserialize<SelfTestResult[]>(text.TrimEnd().Split('\n')[^1], Json);
            return results is { Length: > 0 } && results.All(IsWhole) ? results : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsWhole(SelfTestResult? result) =>
        result?.Cases is { Count: > 0 } cases && cases.All(answer => answer is not null);
}
