namespace NetAnomaly.Operations.Suppressions;

/// <summary>An object in the text of a file.</summary>
/// <param name="Start">Where its brace opens.</param>
/// <param name="Length">How long it is, to its closing brace where it has one.</param>
/// <param name="Line">The line that it begins on, counted from 1.</param>
/// <param name="IsClosed">Whether it has a closing brace.</param>
internal readonly record struct TextBlock(int Start, int Length, int Line, bool IsClosed)
{
    /// <summary>Where what follows begins.</summary>
    public int End => Start + Length;
}
