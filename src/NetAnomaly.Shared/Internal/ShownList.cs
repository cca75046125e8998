using System.Collections.ObjectModel;

namespace NetAnomaly.Internal;

/// <summary>
/// A list whose text is that of its elements: a cell of <c>Export-Csv</c> holds them, where an array leaves its type.
/// </summary>
/// <param name="elements">The elements; kept, not copied.</param>
internal sealed class ShownList<T>(IList<T> elements) : ReadOnlyCollection<T>(elements)
{
    /// <inheritdoc cref="ListText.Join"/>
    public override string ToString() => ListText.Join(this.Select(element => element?.ToString() ?? ""));
}
