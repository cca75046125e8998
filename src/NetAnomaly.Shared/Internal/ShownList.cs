using System.Collections.ObjectModel;

namespace NetAnomaly.Internal;

/// <summary>
/// A list whose text is that of its elements: a cell of <c>Export-Csv</c> holds them, where an array leaves its type.
/// Lists of equal elements are equal, so that records that have them compare by value.
/// </summary>
/// <param name="elements">The elements; kept, not copied.</param>
internal sealed class ShownList<T>(IList<T> elements) : ReadOnlyCollection<T>(elements)
{
    /// <summary>A list of none.</summary>
    public static ShownList<T> None { get; } = new([]);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ShownList<T> other && this.SequenceEqual(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, Count == 0 ? default : this[0]);

    /// <inheritdoc cref="ListText.Join"/>
    public override string ToString() => ListText.Join(this.Select(element => element?.ToString() ?? ""));
}
