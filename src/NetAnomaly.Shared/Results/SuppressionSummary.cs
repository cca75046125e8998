using System.Globalization;
using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>What suppressions hid of a run's incidents, or results: nothing is hidden uncounted. Immutable.</summary>
public sealed record SuppressionSummary
{
    /// <summary>A run without suppressions.</summary>
    public static SuppressionSummary None { get; } = new();

    /// <summary>How many there were; normal results are not among them.</summary>
    public long Given { get; init; }

    /// <summary>How many of them were hidden.</summary>
    public long Hidden => Suppressions.Sum(count => count.Hidden);

    /// <summary>What each suppression did, in the order of the file; those that did nothing included.</summary>
    public IReadOnlyList<SuppressionCount> Suppressions { get; init => field = Indexable.Of(value); } =
        Indexable.None<SuppressionCount>();

    /// <summary>What is wrong with entries of the file that were left out, one sentence each.</summary>
    public IReadOnlyList<string> Faults { get; init => field = Indexable.Of(value); } = Indexable.None<string>();

    /// <summary>The summary on one line.</summary>
    public override string ToString() => VisibleText.Of(string.Create(
        CultureInfo.InvariantCulture, $"{Hidden:N0} of {Given:N0} suppressed{By}{Expired}{Left}."));

    private string By
    {
        get
        {
            var active = Suppressions.Where(count => count.Hidden > 0)
                .Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Hidden:N0} by {count.Id}"));
            return string.Join(", ", active) is { Length: > 0 } text ? $" ({text})" : "";
        }
    }

    private string Expired => Suppressions.Count(count => count.IsExpired) is > 0 and var expired
        ? string.Create(CultureInfo.InvariantCulture, $"; {expired:N0} expired")
        : "";

    private string Left => Faults.Count > 0
        ? string.Create(CultureInfo.InvariantCulture, $"; {Faults.Count:N0} entries of the file left out")
        : "";
}
