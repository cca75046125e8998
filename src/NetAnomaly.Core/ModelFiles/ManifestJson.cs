using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using NetAnomaly.Core.Detectors;

namespace NetAnomaly.Core.ModelFiles;

/// <summary>How the JSON of model files is read and written.</summary>
internal static class ManifestJson
{
    private const string Discriminator = "kind";

    private static readonly ConditionalWeakTable<DetectorKinds, JsonSerializerOptions> Known = [];

    /// <summary>Files of format 1 and 2, whose models have all options side by side.</summary>
    public static JsonSerializerOptions Flat { get; } = Common(new ManifestSpecV2Converter());

    /// <summary>
    /// Files of the present format: a model's options name their kind, which is the architecture that they belong to.
    /// </summary>
    public static JsonSerializerOptions Of(DetectorKinds kinds) => Known.GetValue(kinds, static kinds =>
    {
        var options = Common();
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { info => AddKinds(info, kinds) } };
        return options;
    });

    private static JsonSerializerOptions Common(params JsonConverter[] converters)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            Converters = { new JsonStringEnumConverter() },
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            AllowOutOfOrderMetadataProperties = true,
            MaxDepth = 16,
        };
        foreach (var converter in converters) options.Converters.Add(converter);
        return options;
    }

    private static void AddKinds(JsonTypeInfo info, DetectorKinds kinds)
    {
        if (info.Type != typeof(DetectorOptions)) return;
        var polymorphism = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = Discriminator };
        foreach (var kind in kinds.All)
        {
            polymorphism.DerivedTypes.Add(new JsonDerivedType(kind.OptionsType, kind.Architecture.ToString()));
        }

        info.PolymorphismOptions = polymorphism;
    }
}
