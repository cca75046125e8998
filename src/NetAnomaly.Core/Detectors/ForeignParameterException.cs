namespace NetAnomaly.Core.Detectors;

/// <summary>A parameter that has no effect on the model that it was given for.</summary>
/// <param name="message">Which, and what the model takes instead.</param>
/// <param name="parameter">The parameter's name.</param>
internal sealed class ForeignParameterException(string message, string parameter) : ArgumentException(message)
{
    /// <summary>The parameter's name.</summary>
    public string Parameter { get; } = parameter;
}
