using NetAnomaly.Core.Detectors.Ledgers;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>
/// Lists what speaks against a conversation by name, made when it is first read: most conversations are never looked
/// at.
/// </summary>
/// <param name="members">The members' names.</param>
/// <param name="kinds">The other kinds.</param>
/// <param name="verdict">What they say together.</param>
/// <param name="source">Who opened the conversation.</param>
/// <param name="destination">To whom.</param>
internal sealed class EnsembleEvidence(
    IReadOnlyList<string> members, IReadOnlyList<EvidenceName> kinds, EnsembleScore verdict, string? source,
    string? destination) : IReadOnlyList<Evidence>
{
    /// <inheritdoc/>
    public int Count => members.Count + kinds.Count;

    /// <inheritdoc/>
    public Evidence this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            if (index >= members.Count)
            {
                var kind = index - members.Count;
                return new Evidence(
                    kinds[kind].Name, Math.Exp(-verdict.Evidence[kind + 1]), verdict.Shares[kind + 1])
                {
                    About = About(kinds[kind].Role),
                };
            }

            // The members share what they say together by how much each says.
            var all = verdict.Members.Sum();
            return new Evidence(
                members[index], Math.Exp(-verdict.Members[index]),
                verdict.Shares[0] * (all > 0 ? verdict.Members[index] / all : 1.0 / members.Count))
            {
                About = Pair,
            };
        }
    }

    private Subject Pair => Subject.Pair(source, destination);

    /// <inheritdoc/>
    public IEnumerator<Evidence> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

    private Subject About(EvidenceRole role) => role switch
    {
        EvidenceRole.Server when destination is not null => Subject.Host(destination),
        EvidenceRole.Client when source is not null => Subject.Host(source),
        _ => Pair,
    };
}
