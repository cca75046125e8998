using NetAnomaly.Internal;

namespace NetAnomaly.Core.Detectors.Vectors;

/// <summary>
/// References in about √n cells around some of them, so that a search passes over those that the triangle inequality
/// rules out; what it finds is what comparing with every reference finds. Immutable and thread-safe; the same
/// references give the same index.
/// </summary>
internal sealed class NeighborIndex
{
    // Sums of squares are rounded by about a millionth: what is ruled out must be out by more.
    private const float Slack = 1e-4f;

    private readonly int width;
    private readonly Cell[] cells;

    /// <summary>An index of rows.</summary>
    /// <param name="values">The references, row-major.</param>
    /// <param name="width">Numbers per row.</param>
    public NeighborIndex(float[] values, int width)
    {
        this.width = width;
        var count = values.Length / width;
        int[] centres = [.. Enumerable.Range(0, count)];
        var random = new CounterRandom(0, RandomStream.References);
        var wanted = (int)Math.Ceiling(Math.Sqrt(count));
        for (var i = 0; i < wanted; i++)
        {
            var other = random.Whole(i, count - 1);
            (centres[i], centres[other]) = (centres[other], centres[i]);
        }

        Array.Resize(ref centres, wanted);
        var places = new (int Cell, float Distance)[count];
        Parallel.For(0, count, row => places[row] = NearestCentre(values, centres, row));
        cells =
        [
            .. centres.Select(
                (centre, cell) => MakeCell(
                    values, centre, [.. Enumerable.Range(0, count).Where(row => places[row].Cell == cell)], places)),
        ];
    }

    /// <summary>Adds the nearest references of a row to a list, where they are nearer than those that it has.</summary>
    /// <param name="row">The row.</param>
    /// <param name="offset">Number of the first reference of this index in the list.</param>
    /// <param name="nearest">The list.</param>
    public void Search(ReadOnlySpan<float> row, int offset, ref NearestList nearest)
    {
        Span<float> toCentres = cells.Length <= 512 ? stackalloc float[cells.Length] : new float[cells.Length];
        Span<int> order = cells.Length <= 512 ? stackalloc int[cells.Length] : new int[cells.Length];
        for (var cell = 0; cell < cells.Length; cell++)
        {
            toCentres[cell] = MathF.Sqrt(Distances.Squared(row, cells[cell].Centre));
            order[cell] = cell;
        }

        toCentres.Sort(order);
        for (var at = 0; at < order.Length; at++) SearchCell(row, cells[order[at]], toCentres[at], offset, ref nearest);
    }

    private void SearchCell(ReadOnlySpan<float> row, Cell cell, float toCentre, int offset, ref NearestList nearest)
    {
        for (var at = 0; at < cell.Numbers.Length; at++)
        {
            // |d(row, centre) − d(reference, centre)| ≤ d(row, reference).
            var limit = MathF.Sqrt(nearest.Limit);
            var slack = Slack * (toCentre + cell.Reaches[at]);
            if (cell.Reaches[at] - toCentre - slack > limit) return;
            if (toCentre - cell.Reaches[at] - slack > limit) continue;
            nearest.Add(
                new Neighbor(Distances.Squared(row, cell.Rows.AsSpan(at * width, width)), offset + cell.Numbers[at]));
        }
    }

    private (int Cell, float Distance) NearestCentre(float[] values, int[] centres, int row)
    {
        var best = (Cell: 0, Distance: float.PositiveInfinity);
        for (var cell = 0; cell < centres.Length; cell++)
        {
            var distance = Distances.Squared(
                values.AsSpan(row * width, width), values.AsSpan(centres[cell] * width, width));
            if (distance < best.Distance) best = (cell, distance);
        }

        return (best.Cell, MathF.Sqrt(best.Distance));
    }

    private Cell MakeCell(float[] values, int centre, int[] members, (int Cell, float Distance)[] places)
    {
        int[] numbers = [.. members.OrderBy(row => places[row].Distance).ThenBy(row => row)];
        var rows = new float[numbers.Length * width];
        for (var at = 0; at < numbers.Length; at++)
            values.AsSpan(numbers[at] * width, width).CopyTo(rows.AsSpan(at * width));
        return new Cell(
            values[(centre * width)..((centre + 1) * width)], rows, numbers,
            [.. numbers.Select(row => places[row].Distance)]);
    }

    /// <summary>References around a centre, the nearest first.</summary>
    /// <param name="Centre">The centre.</param>
    /// <param name="Rows">The references, row-major.</param>
    /// <param name="Numbers">Which they are.</param>
    /// <param name="Reaches">Their distances from the centre.</param>
    private sealed record Cell(float[] Centre, float[] Rows, int[] Numbers, float[] Reaches);
}
