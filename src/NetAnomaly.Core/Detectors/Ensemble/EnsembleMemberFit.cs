using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Frequency;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>Members of an ensemble that have learned, and what they say of training.</summary>
/// <param name="Trained">The members.</param>
/// <param name="Rows">The conversations that they learned from.</param>
/// <param name="Common">Those that every member scored as if it had not seen them.</param>
/// <param name="Verdicts">What is made of their scores and of the surroundings.</param>
/// <param name="Judged">What these say of <paramref name="Common"/>, as if they had not seen them.</param>
internal sealed record EnsembleMemberFit(
    IReadOnlyList<TrainedDetector> Trained, ConversationSummary[] Rows, IReadOnlyList<int> Common,
    EnsembleCombiner Verdicts, EnsembleScore[] Judged) : IDisposable
{
    /// <summary>Whether all members are counts, which are quickly taken again.</summary>
    public bool AreCounts => Trained.All(member => member.Detector is TokenFrequencyDetector);

    /// <summary>The members, for scoring.</summary>
    public EnsembleMember[] Members(ModelSpec spec)
    {
        var parts = ModelMembers.Of(spec);
        return [.. Trained.Select((member, i) => new EnsembleMember(parts[i], member.Detector, spec.Schemes))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var member in Trained) member.Detector.Dispose();
    }
}
