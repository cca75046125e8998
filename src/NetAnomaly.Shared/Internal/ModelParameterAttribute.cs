namespace NetAnomaly.Internal;

/// <summary>How an option of a detector is given as a parameter, where that is not plain from its name.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ModelParameterAttribute : Attribute
{
    /// <summary>The parameter's name; that of the property where it is not given.</summary>
    public string? Name { get; init; }

    /// <summary>Whether the parameter, a switch, is true where the property is false.</summary>
    public bool IsInverse { get; init; }

    /// <summary>The models that the option has an effect on.</summary>
    public ParameterCondition Only { get; init; }

    /// <summary>
    /// The option beside it that must not be at the default of its type for this one to have an effect.
    /// </summary>
    public string? With { get; init; }
}
