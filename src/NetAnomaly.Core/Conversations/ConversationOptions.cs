using NetAnomaly.Internal;

namespace NetAnomaly.Core.Conversations;

/// <summary>How flows become conversations. Immutable.</summary>
internal sealed record ConversationOptions
{
    private readonly TimeSpan window = TimeSpan.FromHours(1);
    private readonly TimeSpan tolerance = TimeSpan.FromMinutes(5);
    private readonly int maxOpenFlows = 2_000_000;

    /// <summary>Which flows of a window belong together.</summary>
    public FlowGrouping GroupBy { get; init; } = FlowGrouping.Dyad;

    /// <summary>
    /// Length of the window, one minute to a day; windows begin at midnight UTC, so it divides a day.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is shorter or longer, or does not divide a day.</exception>
    public TimeSpan Window
    {
        get => window;
        init => window = IsWindow(value)
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(Window), value,
                "A window lasts from one minute to 24 hours and divides a day: 5 minutes, 1 hour, 6 hours.");
    }

    /// <summary>The token schemes, one per factor of a word; at least one.</summary>
    public IReadOnlyList<TokenScheme> Schemes { get; init => field = Indexable.Of(value); } = Indexable.Of<TokenScheme>(
        [TokenScheme.ProtoByte]);

    /// <summary>How far behind the latest start time a flow may come and still find its window open.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public TimeSpan Tolerance
    {
        get => tolerance;
        init => tolerance = value >= TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Tolerance), value, "A tolerance is zero or longer.");
    }

    /// <summary>
    /// Flows held at most; above it the earliest window is handed on before its time, so that memory stays bounded.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int MaxOpenFlows
    {
        get => maxOpenFlows;
        init => maxOpenFlows = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(MaxOpenFlows), value, "There must be room for at least one flow.");
    }

    /// <summary>The options that a model was or will be trained with.</summary>
    public static ConversationOptions Of(ModelSpec spec) =>
        new() { GroupBy = spec.GroupBy, Window = spec.Window, Schemes = spec.Schemes };

    /// <summary>Whether a length of time can be a window.</summary>
    public static bool IsWindow(TimeSpan length) =>
        length >= TimeSpan.FromMinutes(1) && length <= TimeSpan.FromDays(1) && TimeSpan.TicksPerDay % length.Ticks == 0;
}
