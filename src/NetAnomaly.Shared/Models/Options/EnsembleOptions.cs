using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>Options of <see cref="ModelArchitecture.Ensemble"/>.</summary>
public sealed record EnsembleOptions : DetectorOptions
{
    /// <summary>
    /// The detectors that it combines, 1 to 16; each sees some of the ensemble's <see cref="ModelSpec.Schemes"/>, and
    /// the windows and groups are the same for all.
    /// </summary>
    [ModelParameter(Name = "Member")]
    public IReadOnlyList<ModelSpec> Members { get; init => field = Indexable.Of(value); } = Indexable.None<ModelSpec>();
}
