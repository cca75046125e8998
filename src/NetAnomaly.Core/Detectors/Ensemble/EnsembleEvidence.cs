using NetAnomaly.Core.Detectors.Ledgers;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>
/// Lists what speaks against a conversation by name, made when it is first read: most conversations are never looked
/// at.
/// </summary>
/// <param name="sources">The members, then the other kinds.</param>
/// <param name="verdict">What they say together.</param>
/// <param name="source">Who opened the conversation.</param>
/// <param name="destination">To whom.</param>
internal sealed class EnsembleEvidence(
    IReadOnlyList<EvidenceSource> sources, EnsembleScore verdict, string? source, string? destination)
    : IReadOnlyList<Evidence>
{
    /// <inheritdoc/>
    public int Count => sources.Count;

    /// <inheritdoc/>
    public Evidence this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            var own = sources[index];
            var members = verdict.Members.Length;
            if (index < members)
            {
                // The members share what they say together by how much each says.
                var all = verdict.Members.Sum();
                return Of(
                    own, verdict.Members[index],
                    verdict.Shares[0] * (all > 0 ? verdict.Members[index] / all : 1.0 / members), isSilent: false);
            }

            var kind = index - members + 1;
            return Of(own, verdict.Evidence[kind], verdict.Shares[kind], IsSilent(kind));
        }
    }

    private Subject Pair => Subject.Pair(source, destination);

    /// <inheritdoc/>
    public IEnumerator<Evidence> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

    private Evidence Of(EvidenceSource own, double evidence, double share, bool isSilent)
    {
        var pValue = Math.Exp(-evidence);
        return new Evidence(own.Name, pValue, share)
        {
            About = About(own.Role),
            References = own.References,
            IsEstimate = own.IsEstimate(pValue),
            IsSilent = isSilent,
        };
    }

    // Without a ledger, what shows nothing has the lowest value; of hosts there is always one.
    private bool IsSilent(int kind) => verdict.Ledger is { } ledger
        ? !ledger.Speaks(kind)
        : kind > EnsembleCombiner.GivenKinds && verdict.Evidence[kind] <= 0;

    private Subject About(EvidenceRole role) => role switch
    {
        EvidenceRole.Server when destination is not null => Subject.Host(destination),
        EvidenceRole.Client when source is not null => Subject.Host(source),
        _ => Pair,
    };
}
