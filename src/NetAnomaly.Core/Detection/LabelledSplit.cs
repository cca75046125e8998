namespace NetAnomaly.Core.Detection;

/// <summary>Splits labelled corpora so that what is kept can say something about both classes.</summary>
public static class LabelledSplit
{
    // Fewer say little about a threshold; a third of what there is may be kept to come closer.
    private const int WantedOfAClass = 10;

    /// <summary>
    /// Keeps the latest conversations where enough of both classes stand on both sides of that cut; otherwise keeps a seeded draw of each class, and the result
    /// says so.
    /// </summary>
    /// <param name="corpus">Ordered by window.</param>
    /// <param name="labels">Its classes.</param>
    /// <param name="share">Share to keep, above 0 and below 1.</param>
    /// <param name="seed">Seed of the draw.</param>
    public static TrainingSplit Of(TrainingCorpus corpus, ClassLabels labels, double share, int seed)
    {
        var byTime = TrainingSplit.Of(corpus, share, seed);
        var classes = Enumerable.Range(0, corpus.Count).GroupBy(labels.IsAnomalous).OrderBy(group => group.Key).Select(group => group.ToArray()).ToArray();
        if (byTime.ByTime && Array.TrueForAll(classes, members => HasEnough(members, byTime))) return byTime;

        var random = new Random(seed);
        var held = new List<int>();
        foreach (var members in classes)
        {
            random.Shuffle(members);
            var wanted = Math.Max((int)Math.Ceiling(members.Length * share), Least(members));
            held.AddRange(members.Take(Math.Min(wanted, members.Length - 1)));
        }

        held.Sort();
        var kept = held.ToHashSet();
        return new TrainingSplit([.. Enumerable.Range(0, corpus.Count).Where(conversation => !kept.Contains(conversation))], held, ByTime: false);
    }

    private static bool HasEnough(int[] members, TrainingSplit split)
    {
        var from = split.Held[0]; // those kept are the latest
        var kept = members.Count(conversation => conversation >= from);
        return kept >= Math.Max(1, Least(members)) && kept < members.Length;
    }

    private static int Least(int[] members) => Math.Min(WantedOfAClass, members.Length / 3);
}
