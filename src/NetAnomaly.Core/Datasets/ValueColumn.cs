using System.Runtime.InteropServices;

namespace NetAnomaly.Core.Datasets;

/// <summary>Numbers that mean themselves: instants, measures.</summary>
internal sealed class ValueColumn<T>(string name, ColumnLevel level, T[] values) : Column(name, level)
    where T : unmanaged
{
    /// <summary>The values.</summary>
    public ReadOnlySpan<T> Values => values;

    /// <summary>The value of a row.</summary>
    public T this[int row] => values[row];

    /// <inheritdoc/>
    public override Column Select(RowSelection rows) => new ValueColumn<T>(Name, Level, rows.Gather<T>(values, Level));

    /// <inheritdoc/>
    public override Column Append(Column other) =>
        new ValueColumn<T>(Name, Level, [.. values, .. ((ValueColumn<T>)other).Values]);

    /// <inheritdoc/>
    public override void AddTo(DatasetDigest digest, int first, int count) =>
        digest.Add(MemoryMarshal.AsBytes(values.AsSpan(first, count)));
}
