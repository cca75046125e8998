namespace NetAnomaly;

/// <summary>What can be decided of an architecture.</summary>
/// <param name="Name">The name of the option in a model's description.</param>
/// <param name="Parameter">
/// The parameter that sets it; <see langword="null"/> where there is none, so that it stays as in the preset.
/// </param>
/// <param name="Type">What it is: <c>Int32</c>, <c>Boolean</c>, the name of an enumeration.</param>
/// <param name="Default">Its value in the preset.</param>
public sealed record ArchitectureOption(string Name, string? Parameter, string Type, object? Default)
{
    /// <summary>The parameter, or the option, and its value: <c>HiddenSize = 64</c>.</summary>
    public override string ToString() => $"{Name} = {Default}";
}
