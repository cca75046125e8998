using Mono.Cecil;

namespace NetAnomaly.Architecture.Tests;

/// <summary>What of an assembly breaks the order of <see cref="Layers"/>.</summary>
internal static class LayerRules
{
    /// <summary>References to a namespace further down the list, as text.</summary>
    public static IEnumerable<string> UpwardReferences(IEnumerable<TypeDefinition> types) =>
        from type in types
        where Layers.Ranks.ContainsKey(type.Namespace)
        from used in TypeReferences.Of(type)
        where Layers.Ranks.TryGetValue(used.Namespace, out var rank) && rank > Layers.Ranks[type.Namespace]
        select $"{type.FullName} -> {used.FullName}";

    /// <summary>Namespaces that the list lacks.</summary>
    public static IEnumerable<string> UnlistedNamespaces(IEnumerable<TypeDefinition> types) =>
        types.Select(type => type.Namespace).Distinct().Where(name => !Layers.Ranks.ContainsKey(name));
}
