using System.Text.Json;
using System.Text.Json.Serialization;

namespace NetAnomaly.Core.ModelFiles;

/// <summary>Reads a model's description from a file of format 1 or 2.</summary>
internal sealed class ManifestSpecV2Converter : JsonConverter<ModelSpec>
{
    /// <inheritdoc/>
    public override ModelSpec? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<ManifestSpecV2>(ref reader, options)?.ToSpec();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ModelSpec value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Files are written in the present format only.");
}
