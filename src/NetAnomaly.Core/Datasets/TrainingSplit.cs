namespace NetAnomaly.Core.Datasets;

/// <summary>Which conversations of a corpus are fitted and which are kept to validate and calibrate.</summary>
/// <param name="Fit">Conversations to fit.</param>
/// <param name="Validation">Conversations kept from fitting.</param>
/// <param name="ByTime">Whether those kept are the latest; otherwise they were drawn at random.</param>
internal sealed record TrainingSplit(IReadOnlyList<int> Fit, IReadOnlyList<int> Validation, bool ByTime)
{
    // With fewer windows the last one would be half of the corpus, or all.
    private const int LeastWindows = 5;

    // Fewer attacks say little about a threshold; to come closer, up to a third of them is kept.
    private const int WantedAttacks = 3;

    /// <summary>
    /// Keeps the latest windows that make up at least the share asked for. Where the corpus spans too few windows for a
    /// past and a future, or the last window is most of it, a seeded random draw is kept instead, and the result says
    /// so.
    /// </summary>
    /// <param name="corpus">Ordered by window.</param>
    /// <param name="share">Share to keep, above 0 and below 1.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <param name="isAnomalous">
    /// Where learning uses labels: which conversations hold an attack. Where both kinds are there but those kept by
    /// time hold too few attacks, or leave only one kind to fit, the draw is made instead, from each kind its share.
    /// <see langword="null"/> where it does not.
    /// </param>
    /// <param name="fitsAttacks">Whether attacks are fitted too: then the draw is also made where those kept by time
    /// hold most of them, and would leave few to learn from.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not between 0 and 1.</exception>
    public static TrainingSplit Of(
        ConversationTable corpus, double share, int seed, Func<int, bool>? isAnomalous = null, bool fitsAttacks = false)
    {
        if (share is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(
                nameof(share), share, "The validation share lies above 0 and below 1.");
        var all = Enumerable.Range(0, corpus.Count).ToArray();
        if (corpus.Count < 2) return new TrainingSplit(all, all, false);
        var wanted = Math.Clamp((int)Math.Ceiling(corpus.Count * share), 1, corpus.Count - 1);

        var cut = corpus.Count - wanted;
        while (cut > 0 && corpus.WindowStart(cut - 1) == corpus.WindowStart(cut)) cut--;
        var windows = all.Select(corpus.WindowStart).Distinct().Take(LeastWindows).Count();
        var anomalous = isAnomalous is null ? [] : all.Where(isAnomalous).ToHashSet();
        var later = anomalous.Count(conversation => conversation >= cut);
        var fewest = Math.Min(WantedAttacks, anomalous.Count / 3);
        var isOneKind = later == anomalous.Count || later == anomalous.Count - cut || later == corpus.Count - cut;
        var keepsMost = fitsAttacks && later > Math.Max(1, anomalous.Count / 2);
        var isUneven = anomalous.Count > 1 && anomalous.Count < corpus.Count - 1
            && (isOneKind || keepsMost || later < Math.Max(1, fewest));
        if (!isUneven && windows >= LeastWindows && corpus.Count - cut <= Math.Max(wanted, corpus.Count / 2))
            return new TrainingSplit(all[..cut], all[cut..], true);

        new Random(seed).Shuffle(all);
        var held = Held(all.Where(conversation => !anomalous.Contains(conversation)))
            .Concat(Held(all.Where(anomalous.Contains), fewest)).ToHashSet();
        if (held.Count == 0) held.Add(all[0]);
        return new TrainingSplit(
            [.. all.Where(conversation => !held.Contains(conversation)).Order()], [.. held.Order()], false);

        // At least one of a kind is kept and one is fitted, where there are two.
        IEnumerable<int> Held(IEnumerable<int> kind, int least = 0)
        {
            int[] own = [.. kind];
            return own.Take(
                own.Length < 2
                    ? 0
                    : Math.Clamp((int)Math.Ceiling(own.Length * share), Math.Max(1, least), own.Length - 1));
        }
    }
}
