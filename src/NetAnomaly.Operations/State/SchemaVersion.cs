namespace NetAnomaly.Operations.State;

/// <summary>The layout of the state file.</summary>
internal static class SchemaVersion
{
    /// <summary>What this version of the product writes.</summary>
    public const int Current = 1;
}
