using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Features;
using NetAnomaly.Core.Tokens;

namespace NetAnomaly.Core.ModelFiles;

/// <summary>What stands in <c>manifest.json</c>.</summary>
internal sealed record ModelManifest
{
    /// <summary>The version of the file's layout that this code writes and the newest it reads.</summary>
    /// <remarks>3: options by kind. 2: calibration by strata, with tails. 1: one calibration for all.</remarks>
    public const int CurrentFormat = 3;

    /// <summary>The newest version whose models have all options side by side.</summary>
    public const int FlatFormat = 2;

    public int Format { get; init; } = CurrentFormat;

    public required ModelSpec Spec { get; init; }

    public TrainingProvenance? Provenance { get; init; }

    /// <summary>How flows become vectors, for models that see these.</summary>
    public FeatureMapState? Features { get; init; }

    /// <summary>The classes that the model tells apart; the first is normal.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Words per factor: text, flows, hosts.</summary>
    public IReadOnlyList<ManifestFactor> Vocabulary { get; init; } = [];

    /// <summary>What the members of an ensemble know, in the order of their descriptions.</summary>
    public IReadOnlyList<ManifestMember> Members { get; init; } = [];

    /// <summary>The JSON reader keeps nulls from properties, not from lists: these are looked through here.</summary>
    /// <exception cref="InvalidDataException">A list holds a null.</exception>
    public void CheckLists()
    {
        if (Members.Any(member => member is null || member.Vocabulary.Any(IsBroken))
            || ModelMembers.Of(Spec).Any(member => member is null) || Classes.Any(name => name is null)
            || Vocabulary.Any(IsBroken)
            || (Provenance is { } training
                && (training.AddedClasses.Any(label => label is null) || training.History.Any(epoch => epoch is null)
                    || training.Options.ExcludeLabels.Any(label => label is null))))
        {
            throw new InvalidDataException("a list in its manifest.json holds a null");
        }
    }

    /// <exception cref="InvalidDataException">The vocabulary is of other token schemes than the model.</exception>
    public DetectorState ToState() => State(Spec, Vocabulary, Features) with { Classes = Classes };

    /// <exception cref="InvalidDataException">There are not as many members as are described, or one's vocabulary is of
    /// other token schemes.</exception>
    public DetectorState ToState(int member)
    {
        var described = ModelMembers.Of(Spec);
        if (Members.Count != described.Count)
        {
            throw new InvalidDataException($"it holds {Members.Count} members, {described.Count} are described");
        }

        return State(described[member], Members[member].Vocabulary, Members[member].Features);
    }

    private static DetectorState State(
        ModelSpec spec, IReadOnlyList<ManifestFactor> vocabulary, FeatureMapState? features)
    {
        if (vocabulary.Count == 0) return new DetectorState { Features = features };
        if (!vocabulary.Select(factor => factor.Scheme).SequenceEqual(spec.Schemes))
            throw new InvalidDataException("its vocabulary is of other token schemes than the model");
        return new DetectorState
        {
            Vocabulary = new(
                vocabulary.Select(
                    factor => new FactorVocabulary(factor.Scheme, factor.Words.Select(Word)))), Features = features,
        };
    }

    private static bool IsBroken(ManifestFactor factor) => factor is null || factor.Words.Any(word => word is null);

    public static IReadOnlyList<ManifestFactor> FromVocabulary(Vocabulary? vocabulary) => vocabulary is null ? [] :
        [.. vocabulary.Factors.Select(factor => new ManifestFactor(
            factor.Scheme,
            [
                .. factor.Words.Select(
                    word => new ManifestWord(word.Text, word.Flows, word.Hosts) { HostWindows = word.HostWindows }),
            ]))];

    private static VocabularyEntry Word(ManifestWord word) =>
        new(word.Text, word.Flows, word.Hosts) { HostWindows = word.HostWindows };
}

/// <summary>What one member of an ensemble knows beside its weights.</summary>
internal sealed record ManifestMember
{
    public FeatureMapState? Features { get; init; }

    public IReadOnlyList<ManifestFactor> Vocabulary { get; init; } = [];
}

/// <summary>One factor of the vocabulary.</summary>
internal sealed record ManifestFactor(TokenScheme Scheme, IReadOnlyList<ManifestWord> Words);

/// <summary>One word of a factor.</summary>
internal sealed record ManifestWord(string Text, long Flows, long Hosts)
{
    public long HostWindows { get; init; }
}

/// <summary>What is read of a manifest before it is known how the rest is to be read.</summary>
internal sealed record ManifestFormat
{
    public int Format { get; init; } = ModelManifest.CurrentFormat;
}
