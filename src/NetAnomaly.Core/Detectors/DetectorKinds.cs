using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Ensemble;
using NetAnomaly.Core.Detectors.Frequency;
using NetAnomaly.Core.Detectors.Metric;
using NetAnomaly.Core.Detectors.Networks;
using NetAnomaly.Core.Detectors.Vectors;

namespace NetAnomaly.Core.Detectors;

/// <summary>The kinds of detectors that there are, one for each architecture. Immutable.</summary>
internal sealed class DetectorKinds
{
    private DetectorKinds(IEnumerable<IDetectorKind> all) => All = [.. all];

    /// <summary>The kinds of this version: a new one gets its line here.</summary>
    public static DetectorKinds Standard { get; } = new(
    [
        new TokenFrequencyKind(),
        new ClstmKind(),
        new TransformerKind(),
        new BiLstmKind(),
        new MetricKind(),
        new NearestNeighborKind(),
        new IsolationForestKind(),
        new EnsembleKind(),
    ]);

    /// <summary>All of them.</summary>
    public IReadOnlyList<IDetectorKind> All { get; }

    /// <summary>The same kinds and another one.</summary>
    public DetectorKinds With(IDetectorKind kind) => new(All.Append(kind));

    /// <summary>The kind of an architecture.</summary>
    /// <exception cref="ArgumentException">It is not known.</exception>
    public IDetectorKind Of(ModelArchitecture architecture) =>
        All.FirstOrDefault(kind => kind.Architecture == architecture)
        ?? throw new ArgumentException("The architecture is not known.");

    /// <summary>What a model needs, with what its members need.</summary>
    public DetectorNeeds Needs(ModelSpec spec) =>
        ModelMembers.Of(spec).Aggregate(Of(spec.Architecture).Needs(spec), (all, member) => all.With(Needs(member)));

    /// <summary>Floating-point operations for scoring one flow, with those of its members.</summary>
    public double WorkPerFlow(ModelSpec spec) =>
        Of(spec.Architecture).WorkPerFlow(spec) + ModelMembers.Of(spec).Sum(WorkPerFlow);
}
