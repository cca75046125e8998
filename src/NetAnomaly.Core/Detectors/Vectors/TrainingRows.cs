using NetAnomaly.Core.Datasets;
namespace NetAnomaly.Core.Detectors.Vectors;

/// <summary>Chooses the flows of conversations that are learned from.</summary>
/// <param name="corpus">The conversations.</param>
/// <param name="labelled">Their flows.</param>
/// <param name="inContext">Whether flows are seen with those before them, so that conversations stay whole.</param>
/// <param name="most">Flows at most; of more, a draw.</param>
/// <param name="seed">Of the draw.</param>
internal sealed class TrainingRows(ConversationTable corpus, LabelledFlows labelled, bool inContext, int most, int seed)
{
    /// <summary>The rows of some conversations, in their order.</summary>
    /// <param name="conversations">Which.</param>
    /// <param name="normalOnly">Whether flows of other classes are left out; in context, those behind them too.</param>
    public int[] Of(IReadOnlyList<int> conversations, bool normalOnly)
    {
        if (inContext) return [.. labelled.Beginnings(Draw(conversations), normalOnly).Take(most)];
        var rows = labelled.Rows(conversations, normalOnly);
        if (rows.Length <= most) return rows;
        new Random(seed).Shuffle(rows);
        rows = rows[..most];
        Array.Sort(rows);
        return rows;
    }

    private IReadOnlyList<int> Draw(IReadOnlyList<int> conversations)
    {
        if (conversations.Sum(conversation => (long)corpus.Length(conversation)) <= most) return conversations;
        int[] drawn = [.. conversations];
        new Random(seed).Shuffle(drawn);
        var (taken, flows) = (0, 0L);
        while (flows < most) flows += corpus.Length(drawn[taken++]);
        drawn = drawn[..taken];
        Array.Sort(drawn);
        return drawn;
    }
}
