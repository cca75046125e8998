using Mono.Cecil;

namespace NetAnomaly.Architecture.Tests;

public sealed class LayerTests
{
    private static readonly TypeDefinition[] Planted =
    [
        .. ProductAssemblies.Types(ProductAssemblies.Open("NetAnomaly.Architecture.Tests")),
    ];

    [Fact]
    public void No_type_uses_a_type_of_a_layer_above_its_own() =>
        Assert.Empty(
            ProductAssemblies.All.SelectMany(module => LayerRules.UpwardReferences(ProductAssemblies.Types(module))));

    [Fact]
    public void Every_namespace_is_listed() =>
        Assert.Empty(
            ProductAssemblies.All.SelectMany(module => LayerRules.UnlistedNamespaces(ProductAssemblies.Types(module))));

    [Fact]
    public void Every_namespace_listed_exists()
    {
        var existing = ProductAssemblies.All.SelectMany(ProductAssemblies.Types).Select(type => type.Namespace)
            .ToHashSet();
        Assert.Empty(Layers.Ranks.Keys.Except(existing));
    }

    [Fact]
    public void Every_assembly_uses_only_those_that_it_may() =>
        Assert.Empty(
            from module in ProductAssemblies.All
            from used in module.AssemblyReferences
            where used.Name.StartsWith("NetAnomaly", StringComparison.OrdinalIgnoreCase)
            where !Layers.Assemblies[module.Assembly.Name.Name].Contains(used.Name)
            select $"{module.Assembly.Name.Name} -> {used.Name}");

    [Theory]
    [InlineData("System.Management.Automation", "NetAnomaly.PowerShell")]
    [InlineData("Spectre.Console", "netanomaly")]
    [InlineData("System.CommandLine", "netanomaly")]
    public void A_host_s_library_is_used_by_that_host_alone(string library, string host) =>
        Assert.Equal(
            [host],
            ProductAssemblies.All.Where(module => module.AssemblyReferences.Any(used => used.Name == library))
                .Select(module => module.Assembly.Name.Name));

    [Fact]
    public void A_planted_upward_reference_is_found() =>
        Assert.Equal(
            ["NetAnomaly.Core.Tokens.PlantedUpwardReference -> NetAnomaly.Core.Scoring.PlantedTarget"],
            LayerRules.UpwardReferences(Planted));

    [Fact]
    public void A_namespace_that_is_not_listed_is_found() =>
        Assert.Contains("NetAnomaly.Core.Planted", LayerRules.UnlistedNamespaces(Planted));
}
