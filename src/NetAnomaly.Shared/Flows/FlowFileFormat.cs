using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>What a file of flows is, found out by its beginning.</summary>
/// <param name="Path">The file.</param>
/// <param name="Format">The name of its format.</param>
/// <param name="Description">What that is, in one line.</param>
/// <param name="Packing">How it is packed: <c>gzip</c>, <c>bzip2</c>, or <c>none</c>.</param>
/// <param name="Header">Its first line that is not blank, 500 characters at most; <see langword="null"/> where it is no
/// text.</param>
public sealed record FlowFileFormat(string Path, string Format, string Description, string Packing, string? Header)
{
    /// <summary>The file and its format: <c>flows.csv: Csv</c>.</summary>
    public override string ToString() => VisibleText.Of($"{Path}: {Format}");
}
