using Mono.Cecil;

namespace NetAnomaly.Architecture.Tests;

/// <summary>
/// Which methods the product's entry points reach: through calls, through what overrides or implements a method that is
/// called, and through what .NET calls of a type that is in use (its initializer, its overrides of framework methods).
/// </summary>
internal sealed class Reachability
{
    private readonly Dictionary<string, MethodDefinition> methods = [];
    private readonly Dictionary<string, List<MethodDefinition>> overrides = [];
    private readonly Dictionary<string, List<MethodDefinition>> calledByFramework = [];
    private readonly HashSet<string> reached = [];
    private readonly HashSet<string> used = [];
    private readonly Queue<MethodDefinition> waiting = new();

    /// <summary>All that is reached from the entry points.</summary>
    public Reachability(IEnumerable<ModuleDefinition> modules, Func<TypeDefinition, bool> isEntry)
    {
        TypeDefinition[] types = [.. modules.SelectMany(module => module.Types).SelectMany(TypeReferences.WithNested)];
        foreach (var method in types.SelectMany(type => type.Methods)) methods[Key(method)] = method;
        foreach (var type in types) AddOverrides(type);
        foreach (var type in types.Where(isEntry))
        {
            foreach (var method in type.Methods) Reach(method);
        }

        while (waiting.TryDequeue(out var method)) Follow(method);
    }

    /// <summary>Whether a method is reached.</summary>
    public bool Reaches(MethodDefinition method) => reached.Contains(Key(method));

    private static string Key(MethodDefinition method) => method.FullName;

    // Of a constructed generic type or method, what was declared.
    private MethodDefinition? Find(MethodReference method)
    {
        if (Declared(method.DeclaringType) is null) return null;
        return method.Resolve() is { } known ? methods.GetValueOrDefault(Key(known)) : null;
    }

    private void AddOverrides(TypeDefinition type)
    {
        // A static method that implements an interface's is not virtual, but names what it stands for.
        var virtuals = type.Methods.Where(method => method.IsVirtual || method.HasOverrides).ToArray();
        foreach (var (contract, method) in Implementations(type, virtuals))
        {
            var table = methods.ContainsKey(contract) ? overrides : calledByFramework;
            var key = methods.ContainsKey(contract) ? contract : type.FullName;
            (table.TryGetValue(key, out var list) ? list : table[key] = []).Add(method);
        }
    }

    // Every method of a base type or an interface, with what stands for it in this type.
    private IEnumerable<(string Contract, MethodDefinition Method)> Implementations(
        TypeDefinition type, MethodDefinition[] virtuals)
    {
        foreach (var method in virtuals)
        {
            foreach (var contract in method.Overrides)
                yield return (Find(contract) is { } known ? Key(known) : contract.FullName, method);
        }

        foreach (var contract in Contracts(type))
        {
            foreach (var declared in contract.Methods.Where(method => method.IsVirtual))
            {
                foreach (var method in Candidates(type, declared)) yield return (Key(declared), method);
            }
        }
    }

    // An interface's method may be implemented by a base class that does not know the interface.
    private static IEnumerable<MethodDefinition> Candidates(TypeDefinition type, MethodDefinition declared)
    {
        for (var at = type; at is not null; at = Resolve(at.BaseType))
        {
            foreach (var method in at.Methods.Where(method => Fits(method, declared))) yield return method;
        }
    }

    private static bool Fits(MethodDefinition method, MethodDefinition declared) =>
        method != declared && method.IsVirtual && method.Parameters.Count == declared.Parameters.Count
        && (method.Name == declared.Name || method.Name.EndsWith("." + declared.Name, StringComparison.Ordinal));

    private static IEnumerable<TypeDefinition> Contracts(TypeDefinition type)
    {
        var direct = type.Interfaces.Select(contract => contract.InterfaceType).Append(type.BaseType).Select(Resolve)
            .OfType<TypeDefinition>();
        return direct.SelectMany(contract => Contracts(contract).Prepend(contract)).Distinct();
    }

    private static TypeDefinition? Resolve(TypeReference? type)
    {
        try
        {
            return type?.Resolve();
        }
        catch (AssemblyResolutionException)
        {
            return null; // PowerShell's own types: what is overridden of them is an entry point anyway.
        }
    }

    private void Reach(MethodDefinition method)
    {
        if (!reached.Add(Key(method))) return;
        waiting.Enqueue(method);
        Use(method.DeclaringType);
        foreach (var own in overrides.GetValueOrDefault(Key(method), [])) Reach(own);
    }

    private void Use(TypeDefinition type)
    {
        if (!used.Add(type.FullName)) return;
        foreach (var method in type.Methods.Where(method => method.IsConstructor && method.IsStatic)) Reach(method);
        foreach (var method in calledByFramework.GetValueOrDefault(type.FullName, [])) Reach(method);
        if (type.DeclaringType is { } outer) Use(outer);
        if (type.BaseType is { } parent && Declared(parent) is { } known) Use(known);
    }

    private void Follow(MethodDefinition method)
    {
        if (!method.HasBody) return;
        foreach (var instruction in method.Body.Instructions)
        {
            if (instruction.Operand is MethodReference called && Find(called) is { } known) Reach(known);
            if (instruction.Operand is MemberReference { DeclaringType: { } declaring }
                && Declared(declaring) is { } owner) Use(owner);
            if (instruction.Operand is TypeReference type && Declared(type) is { } named) Use(named);
        }
    }

    private static TypeDefinition? Declared(TypeReference type) =>
        type is not GenericParameter && Resolve(type) is { } declared
        && Layers.Assemblies.ContainsKey(declared.Module.Assembly.Name.Name) ? declared : null;
}
