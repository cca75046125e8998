namespace NetAnomaly.Core.Features;

/// <summary>A column of numbers on its way into vectors.</summary>
/// <param name="State">What was learned.</param>
/// <param name="Value">Where its scaled value goes; -1 where only presence counts.</param>
/// <param name="Missing">Where its indicator goes; -1 where it has none.</param>
internal sealed record NumberOutput(NumberColumnState State, int Value, int Missing);

/// <summary>
/// A column of categories on its way into vectors: one output per value, and one for all others behind them.
/// </summary>
internal sealed class CategoryOutput(CategoryColumnState state, int first)
{
    private readonly Dictionary<string, int> ids = state.Values.Select((value, id) => (value, id))
        .ToDictionary(pair => pair.value, pair => pair.id, StringComparer.Ordinal);

    // Many values that are each as rare as the others are ordinary: what counts is how much of training was as rare as
    // this or rarer.
    private readonly double[] tails =
    [
        .. state.Shares.Select(share => state.OtherShare + state.Shares.Where(other => other <= share).Sum()),
        state.OtherShare,
    ];

    public CategoryColumnState State => state;

    /// <summary>Where the first value's output stands.</summary>
    public int First => first;

    /// <summary>How many outputs it has.</summary>
    public int Width => state.Values.Count + 1;

    /// <summary>The share of training rows whose value was as rare as that of an output, or rarer.</summary>
    /// <param name="offset">The output, counted from <see cref="First"/>.</param>
    public double Tail(int offset) => tails[offset];

    /// <summary>A value's output, counted from <see cref="First"/>.</summary>
    public int Offset(string text) => ids.TryGetValue(text, out var id) ? id : state.Values.Count;
}
