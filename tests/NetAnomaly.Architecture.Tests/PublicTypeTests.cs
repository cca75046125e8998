using Mono.Cecil;

namespace NetAnomaly.Architecture.Tests;

/// <summary>Shared is the API, by the compiler: what other assemblies export is listed here, with its reason.</summary>
public sealed class PublicTypeTests
{
    private static readonly string[] Closed =
        ["NetAnomaly.Flows", "NetAnomaly.Core", "NetAnomaly.Operations", "NetAnomaly.Models"];

    private static readonly IReadOnlyDictionary<string, string> Exported = new Dictionary<string, string>
    {
        ["NetAnomaly.Flows.Writing.FlowExportFormat"] = "the type of Export-FlowData -Format",
    };

    [Fact]
    public void Only_Shared_exports_types_but_for_a_short_list() =>
        Assert.Empty(
            from module in ProductAssemblies.All.Where(module => Closed.Contains(module.Assembly.Name.Name))
            from type in Strangers(module)
            select $"{type.FullName} is public: make it internal, or move it to NetAnomaly.Shared if users hold it; "
                + "where a cmdlet's public member needs it, list it in PublicTypeTests.cs with that reason");

    [Fact]
    public void Every_listed_type_is_there() =>
        Assert.Empty(Exported.Keys.Except(
            ProductAssemblies.All.SelectMany(ProductAssemblies.Types).Where(type => type.IsPublic)
                .Select(type => type.FullName)));

    [Fact]
    public void A_planted_public_type_is_found() =>
        Assert.Contains(
            nameof(PublicTypeTests),
            Strangers(ProductAssemblies.Open("NetAnomaly.Architecture.Tests")).Select(type => type.Name));

    private static IEnumerable<TypeDefinition> Strangers(ModuleDefinition module) =>
        ProductAssemblies.Types(module).Where(type => type.IsPublic && !Exported.ContainsKey(type.FullName));
}
