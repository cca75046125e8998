using NetAnomaly.Internal;

namespace NetAnomaly.Core.Conversations;

/// <summary>How flows become conversations. Immutable.</summary>
public sealed record ConversationOptions
{
    private readonly int windowHours = 1;
    private readonly TimeSpan tolerance = TimeSpan.FromMinutes(5);
    private readonly int maxOpenFlows = 2_000_000;

    /// <summary>Which flows of a window belong together.</summary>
    public FlowGrouping GroupBy { get; init; } = FlowGrouping.Dyad;

    /// <summary>Length of the window in hours; windows begin at midnight UTC, so it divides 24.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not divide 24.</exception>
    public int WindowHours
    {
        get => windowHours;
        init => windowHours = value is >= 1 and <= 24 && 24 % value == 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(WindowHours), value, "A window lasts 1, 2, 3, 4, 6, 8, 12 or 24 hours.");
    }

    /// <summary>The token schemes, one per factor of a word; at least one.</summary>
    public IReadOnlyList<TokenScheme> Schemes { get; init => field = Indexable.Of(value); } = Indexable.Of<TokenScheme>([TokenScheme.ProtoByte]);

    /// <summary>How far behind the latest start time a flow may come and still find its window open.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public TimeSpan Tolerance
    {
        get => tolerance;
        init => tolerance = value >= TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Tolerance), value, "A tolerance is zero or longer.");
    }

    /// <summary>Flows held at most; above it the earliest window is handed on before its time, so that memory stays bounded.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int MaxOpenFlows
    {
        get => maxOpenFlows;
        init => maxOpenFlows = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(MaxOpenFlows), value, "There must be room for at least one flow.");
    }

    /// <summary>The options that a model was or will be trained with.</summary>
    public static ConversationOptions Of(ModelSpec spec) => new() { GroupBy = spec.GroupBy, WindowHours = spec.WindowHours, Schemes = spec.Schemes };
}
