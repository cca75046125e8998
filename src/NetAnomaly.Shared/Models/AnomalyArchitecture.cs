using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>An architecture of models: what its detector needs, and what can be decided of it.</summary>
public sealed record AnomalyArchitecture
{
    /// <summary>The architecture.</summary>
    public required ModelArchitecture Architecture { get; init; }

    /// <summary>The preset that the defaults are of.</summary>
    public ModelPreset Preset { get; init; }

    /// <summary>The learning mode that the defaults are of.</summary>
    public LearningMode Learning { get; init; }

    /// <summary>Whether it sees words.</summary>
    public bool SeesTokens { get; init; }

    /// <summary>Whether it sees features of flows.</summary>
    public bool SeesFeatures { get; init; }

    /// <summary>Whether it scores all conversations of a window together.</summary>
    public bool NeedsWholeWindows { get; init; }

    /// <summary>Whether an engine computes it.</summary>
    public bool NeedsEngine { get; init; }

    /// <summary>Whether reference points can be added to it after training.</summary>
    public bool KeepsReferences { get; init; }

    /// <summary>What can be decided of it, by name.</summary>
    public IReadOnlyList<ArchitectureOption> Options { get; init => field = Indexable.Of(value); } =
        Indexable.None<ArchitectureOption>();
}
