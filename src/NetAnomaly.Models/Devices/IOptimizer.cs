namespace NetAnomaly.Models.Devices;

/// <summary>
/// Adam, AdamW or NAdam as an engine computes it. Its state has the same names and the same meaning on every engine, so
/// that a checkpoint of one can be resumed on another.
/// </summary>
internal interface IOptimizer : IDisposable
{
    /// <summary>Steps taken, counted once for all parameters.</summary>
    long Steps { get; }

    /// <summary>Changes every parameter that has a gradient.</summary>
    /// <param name="rate">The learning rate.</param>
    void Step(double rate);

    /// <summary>
    /// By name, the moments of a parameter ("first." and "second.") and, where it is not in single precision itself,
    /// the single-precision weight that the steps add up in ("master."); the tensors themselves, not copies.
    /// </summary>
    IEnumerable<(string Name, Tensor Value)> State();

    /// <summary>Counts steps as taken, whose state has been restored through <see cref="State"/>.</summary>
    void Restore(long steps);
}
