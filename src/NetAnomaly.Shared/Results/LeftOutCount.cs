using System.Globalization;

namespace NetAnomaly;

/// <summary>How many conversations a training left out for one reason. Immutable.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Conversations">How many.</param>
public sealed record LeftOutCount(LeftOutReason Reason, long Conversations)
{
    /// <summary>The count on one line.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Conversations:N0} {Reason}");
}
