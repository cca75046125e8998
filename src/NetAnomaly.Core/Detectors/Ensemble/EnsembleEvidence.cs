namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>Lists what speaks against a conversation by name, made when it is first read: most conversations are never looked at.</summary>
/// <param name="members">The members' names.</param>
/// <param name="verdict">The verdict.</param>
internal sealed class EnsembleEvidence(IReadOnlyList<string> members, EnsembleScore verdict) : IReadOnlyList<Evidence>
{
    /// <inheritdoc/>
    public int Count => members.Count + WindowContext.Kinds;

    /// <inheritdoc/>
    public Evidence this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            if (index >= members.Count)
            {
                var kind = index - members.Count;
                return new Evidence(((ContextKind)kind).ToString(), Math.Exp(-verdict.Evidence[kind + 1]), verdict.Shares[kind + 1]);
            }

            // The members share what they say together by how much each says.
            var all = verdict.Members.Sum();
            return new Evidence(
                members[index], Math.Exp(-verdict.Members[index]), verdict.Shares[0] * (all > 0 ? verdict.Members[index] / all : 1.0 / members.Count));
        }
    }

    /// <inheritdoc/>
    public IEnumerator<Evidence> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}
