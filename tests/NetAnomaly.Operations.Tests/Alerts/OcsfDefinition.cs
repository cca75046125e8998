namespace NetAnomaly.Operations.Tests.Alerts;

/// <summary>A class or an object of the schema.</summary>
/// <param name="Attributes">Its attributes.</param>
/// <param name="Constraints">Of which attributes there must be some.</param>
internal sealed record OcsfDefinition(
    IReadOnlyDictionary<string, OcsfAttribute> Attributes, IReadOnlyDictionary<string, string[]> Constraints);
