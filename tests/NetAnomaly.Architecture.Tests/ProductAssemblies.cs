using Mono.Cecil;

namespace NetAnomaly.Architecture.Tests;

/// <summary>The product's assemblies, read from the folder of these tests.</summary>
internal static class ProductAssemblies
{
    private static readonly Lazy<ModuleDefinition[]> Read = new(
        () => [.. Layers.Assemblies.Keys.Select(name => Open(name))]);

    /// <summary>All of <see cref="Layers.Assemblies"/>.</summary>
    public static IReadOnlyList<ModuleDefinition> All => Read.Value;

    /// <summary>The types that sources declare: no compiler's helpers.</summary>
    public static IEnumerable<TypeDefinition> Types(ModuleDefinition module) =>
        module.Types.Where(type => IsOurs(type) && IsDeclared(type));

    /// <summary>One assembly of that folder.</summary>
    public static ModuleDefinition Open(string name)
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        var parameters = new ReaderParameters { AssemblyResolver = resolver };
        return ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, name + ".dll"), parameters);
    }

    /// <summary>Whether a type is one of the product's.</summary>
    public static bool IsOurs(TypeReference type) =>
        type.Namespace == "NetAnomaly" || type.Namespace.StartsWith("NetAnomaly.", StringComparison.Ordinal);

    private static bool IsDeclared(TypeDefinition type) =>
        !type.Name.StartsWith('<')
        && !type.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "CompilerGeneratedAttribute");
}
