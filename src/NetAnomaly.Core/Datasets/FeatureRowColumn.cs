using System.Runtime.InteropServices;
using NetAnomaly.Core.Features;

namespace NetAnomaly.Core.Datasets;

/// <summary>The features of flows, as rows of a table that tables made of this one share.</summary>
/// <param name="name">Its name.</param>
/// <param name="table">The rows.</param>
/// <param name="rows">The row of each flow; <see langword="null"/> where each flow has the row of its own
/// number.</param>
internal sealed class FeatureRowColumn(
    string name, FeatureTable table, int[]? rows = null) : Column(name, ColumnLevel.Flow)
{
    /// <summary>The rows.</summary>
    public FeatureTable Table { get; } = table;

    private int[] Rows => rows ?? [.. Enumerable.Range(0, Table.Rows)];

    /// <summary>The row of a flow; those of the flows after it in its conversation follow it.</summary>
    public int Row(int flow) => rows is null ? flow : rows[flow];

    /// <inheritdoc/>
    public override Column Select(RowSelection selection) =>
        new FeatureRowColumn(Name, Table, selection.Gather<int>(Rows, Level));

    /// <inheritdoc/>
    public override Column Append(Column other)
    {
        var added = (FeatureRowColumn)other;
        var joined = Table.Append(added.Table);
        var offset = Table.Rows;
        return new FeatureRowColumn(Name, joined, [.. Rows, .. added.Rows.Select(row => row + offset)]);
    }

    /// <inheritdoc/>
    public override void AddTo(DatasetDigest digest, int first, int count)
    {
        for (var flow = first; flow < first + count; flow++)
        {
            var row = Row(flow);
            digest.Add(MemoryMarshal.AsBytes(Table.Numbers(row)));
            var categories = Table.Categories(row);
            for (var column = 0; column < categories.Length; column++)
                digest.Add(Table.Texts(column)[categories[column]]);
        }
    }
}
