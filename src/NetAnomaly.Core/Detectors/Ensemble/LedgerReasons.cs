using NetAnomaly.Core.Detectors.Ledgers;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>
/// Tells which evidence leads and in what words: that with the largest share, then the next where it has at least a
/// quarter. What adds up over windows is told with the kind that speaks most below it, what speaks together as the
/// kinds that make it.
/// </summary>
/// <param name="of">The conversation.</param>
internal sealed class LedgerReasons(EvidenceCase of)
{
    private const double WorthNaming = 0.25;
    private const int MostTogether = 3;

    // p below 0.5: it speaks against the conversation.
    private static readonly double Against = Math.Log(2);

    // What it says beyond the usual, as kinds are added up.
    private const double Usual = 1;

    private readonly HashSet<int> said = [];

    /// <summary>The place of the evidence that leads; that of the words where nothing speaks.</summary>
    public int Leading { get; } = Strongest(of, 0) ?? LedgerFacts.Words;

    /// <summary>Whether even intervals lead.</summary>
    public bool IsTiming => IsAnyOf(Leading, LedgerEvidence.Regularity, LedgerEvidence.RegularityOfNewHost);

    /// <summary>Whether something that was said tells that the two never spoke.</summary>
    public bool SaysIsNew => said.Any(index => IsAnyOf(
        index, LedgerEvidence.Regularity, LedgerEvidence.RegularityOfNewHost, LedgerEvidence.Persistence,
        LedgerEvidence.PersistenceOfNewHost));

    /// <summary>The leading evidence in words; <see langword="null"/> where it is the words, told elsewhere.</summary>
    public string? First() => Tell(Leading) ?? TellWords();

    /// <summary>The next, where it is worth naming.</summary>
    public string? Second() =>
        Strongest(of, 1) is { } next && of.Shares[next] >= WorthNaming ? Tell(next) : null;

    private static bool IsAnyOf(int index, params ReadOnlySpan<LedgerEvidence> kinds) =>
        LedgerFacts.KindAt(index) is { } kind && kinds.Contains(kind);

    // The kind of a rank among those that speak against the conversation.
    private static int? Strongest(EvidenceCase of, int rank) =>
        Enumerable.Range(0, of.Evidence.Length).Where(index => of.Evidence[index] > Against)
            .OrderByDescending(index => of.Shares[index]).Select(index => (int?)index).ElementAtOrDefault(rank);

    private string? Tell(int index)
    {
        if (index == LedgerFacts.Words) return TellWords();
        if (IsAnyOf(index, LedgerEvidence.Together)) return Together();
        if (IsAnyOf(index, LedgerEvidence.Accumulation)) return Accumulation(index);
        if (said.Contains(index)) return null;
        var text = EvidencePhrases.Of(index, of, WordsOfOne());
        // A host's only conversation says no more than its words.
        if (text is null) return TellWords();
        said.Add(index);
        if (index <= EnsembleCombiner.GivenKinds) said.Add(LedgerFacts.Words);
        return text;
    }

    // What is strange in one conversation of a group; that nothing is, where its words are as usual as not.
    private string? WordsOfOne() =>
        of.Words is null || said.Contains(LedgerFacts.Words) ? null
        : of.Evidence[LedgerFacts.Words] > Against ? of.Words
        : "usual if alone";

    private string? TellWords() => of.Words is not null && said.Add(LedgerFacts.Words) ? of.Words : null;

    private string? Accumulation(int index)
    {
        var below = Below().Where(kind => EvidenceName.RoleAt(kind) == EvidenceRole.Pair).Cast<int?>().FirstOrDefault();
        if (of.Facts.Run.Windows < 2) return below is { } only ? Tell(only) : TellWords();
        var text = EvidencePhrases.Of(index, of, words: null)!;
        return (below is { } strongest ? Tell(strongest) : null) is { } most ? $"{text}; strongest now: {most}" : text;
    }

    private string? Together()
    {
        string[] parts = [.. Below().Take(MostTogether).Select(Tell).OfType<string>()];
        return parts.Length == 0 ? TellWords()
            : parts.Length == 1 ? parts[0]
            : $"together: {string.Join("; and ", parts)}";
    }

    // The kinds that are made of no others, strongest first.
    private IEnumerable<int> Below() =>
        Enumerable.Range(0, LedgerFacts.IndexOf(LedgerEvidence.Together))
            .Where(index => of.Evidence[index] > Usual).OrderByDescending(index => of.Evidence[index]);
}
