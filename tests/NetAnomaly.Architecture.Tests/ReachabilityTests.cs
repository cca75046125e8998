using Mono.Cecil;

namespace NetAnomaly.Architecture.Tests;

/// <summary>Code that no cmdlet, command, public record or engine pack reaches is deleted, not kept.</summary>
public sealed class ReachabilityTests(ITestOutputHelper output)
{
    private const double MostUnreachable = 0.03;

    [Fact]
    public void Hardly_any_code_is_unreachable()
    {
        var reachability = new Reachability(ProductAssemblies.All, IsEntry);
        var shares = ProductAssemblies.All.ToDictionary(
            module => module.Assembly.Name.Name, module => Share(module, reachability));
        foreach (var (name, share) in shares) output.WriteLine($"{name} {share:p1}");
        Assert.DoesNotContain(shares, share => share.Value > MostUnreachable);
    }

    // Cmdlets and what PowerShell finds by reflection; the console host; the records and texts that users and views
    // see.
    private static bool IsEntry(TypeDefinition type) =>
        type.Module.Assembly.Name.Name switch
        {
            "NetAnomaly.PowerShell" => type.IsPublic,
            "NetAnomaly.Shared" => type.IsPublic,
            "netanomaly" => type.Methods.Any(method => method == type.Module.EntryPoint),
            _ => false,
        };

    private double Share(ModuleDefinition module, Reachability reachability)
    {
        MethodDefinition[] written =
        [
            .. module.Types.SelectMany(TypeReferences.WithNested).SelectMany(type => type.Methods).Where(IsWritten),
        ];
        MethodDefinition[] dead = [.. written.Where(method => !reachability.Reaches(method))];
        foreach (var method in dead.OrderByDescending(Size)) output.WriteLine($"{Size(method),6} {method.FullName}");
        return dead.Sum(Size) / (double)Math.Max(1, written.Sum(Size));
    }

    // Of a record the compiler writes more than is used.
    private static bool IsWritten(MethodDefinition method) =>
        method.HasBody
        && !method.CustomAttributes.Any(
            attribute => attribute.AttributeType.Name is "CompilerGeneratedAttribute" or "GeneratedCodeAttribute");

    private static int Size(MethodDefinition method) => method.Body.CodeSize;
}
