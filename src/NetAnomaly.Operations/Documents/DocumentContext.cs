using System.Text.Json.Serialization;

namespace NetAnomaly.Operations.Documents;

/// <summary>How documents are turned into JSON, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ResultDocument))]
[JsonSerializable(typeof(IncidentDocument))]
internal sealed partial class DocumentContext : JsonSerializerContext;
