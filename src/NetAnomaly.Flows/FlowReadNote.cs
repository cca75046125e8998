using NetAnomaly.Internal;

namespace NetAnomaly.Flows;

/// <summary>
/// What a reader did that somebody should know of although no row is bad: records passed over, values assumed.
/// </summary>
/// <param name="Path">The file.</param>
/// <param name="Forms">What happened to how many things, after their number, as <see cref="CountedText"/> has it:
/// <c>record|records of Zeek's other logs was|were passed over</c>.</param>
/// <param name="Remedy">What to do about it, a sentence; <see langword="null"/> where there is nothing.</param>
internal sealed record FlowReadNote(string Path, string Forms, string? Remedy)
{
    /// <summary>What happened to several things.</summary>
    public string Text => CountedText.Form(2, Forms);

    /// <summary>The note as one line.</summary>
    /// <param name="count">How many things it happened to.</param>
    public string Of(long count) => VisibleText.Of(
        $"{Path}: {CountedText.Of(count, Forms)}.{(Remedy is null ? "" : " " + Remedy)}");
}
