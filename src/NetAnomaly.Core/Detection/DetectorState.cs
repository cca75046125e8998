using NetAnomaly.Core.Features;
using NetAnomaly.Core.Tokens;

namespace NetAnomaly.Core.Detection;

/// <summary>What a detector knows beside its weights: what stands in a model file's manifest. Immutable.</summary>
internal sealed record DetectorState
{
    /// <summary>The words; <see langword="null"/> where it sees none.</summary>
    public Vocabulary? Vocabulary { get; init; }

    /// <summary>How flows become vectors; <see langword="null"/> where it sees none.</summary>
    public FeatureMapState? Features { get; init; }

    /// <summary>The classes that it tells apart, by number; empty where it knows none. The first is normal.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>
    /// The detectors that it combines, in the order of <see cref="EnsembleOptions.Members"/>; empty where it is none of
    /// several.
    /// </summary>
    public IReadOnlyList<IDetector> Members { get; init; } = [];

    /// <summary>The state of a detector that knows words and nothing else.</summary>
    public static DetectorState Of(Vocabulary vocabulary) => new() { Vocabulary = vocabulary };

    /// <summary>The words.</summary>
    /// <exception cref="InvalidDataException">There are none.</exception>
    public Vocabulary Words() =>
        Vocabulary ?? throw new InvalidDataException("it has no vocabulary, which a model of words needs");
}
