namespace NetAnomaly;

/// <summary>The inside of a loaded model, as far as the model itself tells of it.</summary>
internal interface IComputedBody : IDisposable
{
    /// <summary>What computes it, on what.</summary>
    string Engine { get; }
}
