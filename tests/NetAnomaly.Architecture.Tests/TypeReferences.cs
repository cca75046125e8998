using Mono.Cecil;

namespace NetAnomaly.Architecture.Tests;

/// <summary>What a type refers to: bases, members, signatures, and all that its code names.</summary>
internal static class TypeReferences
{
    /// <summary>
    /// The product's types that a type and those nested in it refer to, each once and as declared at the top.
    /// </summary>
    public static IReadOnlySet<TypeReference> Of(TypeDefinition top)
    {
        var found = new HashSet<TypeReference>(new ByName());
        foreach (var type in WithNested(top))
        {
            Add(type.BaseType);
            foreach (var contract in type.Interfaces) Add(contract.InterfaceType);
            foreach (var field in type.Fields) Add(field.FieldType);
            foreach (var property in type.Properties) Add(property.PropertyType);
            foreach (var constraint in type.GenericParameters.SelectMany(parameter => parameter.Constraints))
                Add(constraint.ConstraintType);
            foreach (var attribute in type.CustomAttributes) Add(attribute.AttributeType);
            foreach (var method in type.Methods) AddMethod(method);
        }

        found.Remove(top);
        return found;

        void AddMethod(MethodDefinition method)
        {
            Add(method.ReturnType);
            foreach (var parameter in method.Parameters) Add(parameter.ParameterType);
            foreach (var constraint in method.GenericParameters.SelectMany(parameter => parameter.Constraints))
                Add(constraint.ConstraintType);
            if (!method.HasBody) return;
            foreach (var variable in method.Body.Variables) Add(variable.VariableType);
            foreach (var instruction in method.Body.Instructions)
            {
                if (instruction.Operand is TypeReference type) Add(type);
                if (instruction.Operand is MemberReference member) Add(member.DeclaringType);
                if (instruction.Operand is FieldReference field) Add(field.FieldType);
                if (instruction.Operand is MethodReference called) Add(called.ReturnType);
                if (instruction.Operand is GenericInstanceMethod generic)
                    foreach (var argument in generic.GenericArguments) Add(argument);
            }
        }

        void Add(TypeReference? type)
        {
            foreach (var part in Parts(type).Where(ProductAssemblies.IsOurs)) found.Add(part);
        }
    }

    /// <summary>A type and all that are nested in it, at any depth.</summary>
    public static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) =>
        type.NestedTypes.SelectMany(WithNested).Prepend(type);

    // Arrays, references and constructed generics are made of declared types; nested ones belong to the one around
    // them.
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Concat(Parts(generic.ElementType)),
        TypeSpecification made => Parts(made.ElementType),
        { DeclaringType: { } outer } => Parts(outer),
        _ => [type],
    };

    private sealed class ByName : IEqualityComparer<TypeReference>
    {
        public bool Equals(TypeReference? x, TypeReference? y) => x?.FullName == y?.FullName;

        public int GetHashCode(TypeReference obj) => obj.FullName.GetHashCode(StringComparison.Ordinal);
    }
}
