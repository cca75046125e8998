using System.Globalization;
using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>What one suppression did among the incidents, or results, of a run. Immutable.</summary>
public sealed record SuppressionCount
{
    /// <summary>The suppression's id.</summary>
    public required string Id { get; init; }

    /// <summary>The suppression.</summary>
    public required AnomalySuppression Suppression { get; init; }

    /// <summary>How many it hid.</summary>
    public long Hidden { get; init; }

    /// <summary>Those of them that feedback marked as true: people said that they were attacks.</summary>
    public long HiddenTrue { get; init; }

    /// <summary>The share of all that were given, 0 to 1.</summary>
    public double Share { get; init; }

    /// <summary>How many it would have hidden, had their volume not been above its ceiling.</summary>
    public long OverCeiling { get; init; }

    /// <summary>How many it would have hidden before it expired.</summary>
    public long AfterExpiry { get; init; }

    /// <summary>
    /// How many it may describe, where that cannot be told: not all of their conversations, flows or bytes are known.
    /// </summary>
    public long NotAllKnown { get; init; }

    /// <summary>Whether it had expired.</summary>
    public bool IsExpired { get; init; }

    /// <summary>Whether it hid what is true, or more than the share that was set.</summary>
    public bool IsTooBroad { get; init; }

    /// <summary>The ids of the first that it hid; at most five.</summary>
    public IReadOnlyList<string> Examples { get; init => field = Indexable.Of(value); } = Indexable.None<string>();

    /// <summary>The count on one line.</summary>
    public override string ToString() => VisibleText.Of(string.Create(
        CultureInfo.InvariantCulture,
        $"{Id}: {Hidden:N0} hidden{(IsExpired ? ", expired" : "")}{(IsTooBroad ? ", too broad" : "")}"));
}
