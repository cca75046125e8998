namespace NetAnomaly.Models.Metric;

/// <summary>Centres of points by Lloyd's iteration (Lloyd 1982), begun at points drawn at random.</summary>
internal static class KMeans
{
    private const int Rounds = 12;
    private const int RowsPerChunk = 4096;

    /// <summary>Finds centres.</summary>
    /// <param name="points">Row-major.</param>
    /// <param name="width">Numbers of a point.</param>
    /// <param name="count">Centres wanted; with no more points than that the points themselves are returned.</param>
    /// <param name="random">Draws the beginnings.</param>
    /// <returns>Row-major.</returns>
    public static float[] Centres(float[] points, int width, int count, Random random)
    {
        var rows = points.Length / width;
        if (rows <= count) return points;
        int[] order = [.. Enumerable.Range(0, rows)];
        random.Shuffle(order);
        var centres = new float[count * width];
        for (var i = 0; i < count; i++) points.AsSpan(order[i] * width, width).CopyTo(centres.AsSpan(i * width));
        for (var round = 0; round < Rounds; round++)
        {
            if (!Move(points, width, centres)) break;
        }

        return centres;
    }

    // A centre that no point is nearest to stays where it is.
    private static bool Move(float[] points, int width, float[] centres)
    {
        var count = centres.Length / width;
        var (sums, members) = (new double[centres.Length], new int[count]);
        var nearest = Nearest(points, width, centres);
        for (var row = 0; row < nearest.Length; row++)
        {
            var at = (int)nearest[row];
            members[at]++;
            for (var i = 0; i < width; i++) sums[(at * width) + i] += points[(row * width) + i];
        }

        var moved = false;
        for (var i = 0; i < centres.Length; i++)
        {
            if (members[i / width] == 0) continue;
            var mean = (float)(sums[i] / members[i / width]);
            moved |= mean != centres[i];
            centres[i] = mean;
        }

        return moved;
    }

    private static long[] Nearest(float[] points, int width, float[] centres)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var all = tensor(centres, centres.Length / width, width);
        var transposed = all.transpose(0, 1);
        var halves = (all * all).sum(dim: 1, keepdim: true).transpose(0, 1) * 0.5;
        var nearest = new long[points.Length / width];
        for (var from = 0; from < nearest.Length; from += RowsPerChunk)
        {
            using var inner = NewDisposeScope();
            var rows = Math.Min(RowsPerChunk, nearest.Length - from);
            var chunk = tensor(points.AsSpan(from * width, rows * width).ToArray(), rows, width);
            (halves - chunk.matmul(transposed)).argmin(1).data<long>().CopyTo(nearest.AsSpan(from, rows));
        }

        return nearest;
    }
}
