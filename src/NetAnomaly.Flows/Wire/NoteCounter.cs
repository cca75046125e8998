namespace NetAnomaly.Flows.Wire;

/// <summary>
/// Counts what is to be said of rows that are not bad, and says it once, when no more come. Bounded: of more than
/// <see cref="MaxTexts"/> texts the others are left out.
/// </summary>
internal sealed class NoteCounter(FlowReadContext context)
{
    /// <summary>Texts that are counted at most.</summary>
    public const int MaxTexts = 64;

    private readonly Dictionary<string, (string? Remedy, long Count)> counts = [];

    /// <summary>Counts something.</summary>
    /// <param name="text">What, after the number.</param>
    /// <param name="remedy">What to do about it.</param>
    /// <param name="count">How many times.</param>
    public void Add(string text, string? remedy = null, long count = 1)
    {
        if (count == 0) return;
        if (counts.TryGetValue(text, out var known)) counts[text] = (known.Remedy, known.Count + count);
        else if (counts.Count < MaxTexts) counts.Add(text, (remedy, count));
    }

    /// <summary>Says what was counted since the last time.</summary>
    public void Tell()
    {
        foreach (var (text, (remedy, count)) in counts) context.Note(text, remedy, count);
        counts.Clear();
    }
}
