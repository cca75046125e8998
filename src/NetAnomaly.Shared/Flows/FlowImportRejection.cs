using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>Why rows were rejected, and how many for that reason. Immutable.</summary>
/// <param name="Reason">What is wrong with them, naming the column but not the value of each:
/// <c>TotBytes is not a number</c>.</param>
/// <param name="Count">How many, in all files together.</param>
public sealed record FlowImportRejection(string Reason, long Count)
{
    /// <summary>The reason on one line.</summary>
    public override string ToString() => VisibleText.Of($"{CountedText.Of(Count, "row|rows")}: {Reason}");
}
