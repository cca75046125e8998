using Mono.Cecil;

namespace NetAnomaly.Architecture.Tests;

public sealed class TypeNameTests
{
    // Types that differ in the number of type parameters alone are one name; a file that two assemblies compile is one
    // type.
    [Fact]
    public void No_simple_type_name_occurs_twice() =>
        Assert.Empty(
            from name in ProductAssemblies.All.SelectMany(ProductAssemblies.Types).Select(FullName).Distinct()
            group name by name[(name.LastIndexOf('.') + 1)..] into named
            where named.Count() > 1
            select string.Join(", ", named));

    private static string FullName(TypeReference type) => type.FullName.Split('`')[0];
}
