namespace NetAnomaly.PowerShell.Binding;

/// <summary>An object cannot be taken for what it should be.</summary>
/// <param name="fault">Why.</param>
/// <param name="message">What is wrong, a sentence.</param>
internal sealed class FormException(FormFault fault, string message) : FormatException(message)
{
    public FormFault Fault => fault;

    /// <summary>A property's value is none that it can have.</summary>
    public static FormException Value(string property, object? value, string problem) => new(
        FormFault.Value, $"The input's {property} {problem}: '{value}'.");

    /// <summary>A property lost what it holds on the way.</summary>
    public static FormException Lost(string property) => new(
        FormFault.Incomplete, $"The input's {property} came without what it holds: the form that it was kept in does "
            + "not go so deep.");
}
