using NetAnomaly.Models.Devices;
using NetAnomaly.Models.Metric.Losses;

namespace NetAnomaly.Models.Metric;

/// <summary>Embeddings of many rows as plain numbers.</summary>
internal static class Embeddings
{
    private const int RowsPerBatch = 4096;

    /// <summary>Embeds rows.</summary>
    /// <param name="encoders">The encoders, in evaluation mode.</param>
    /// <param name="source">Where they lie.</param>
    /// <param name="rows">Which.</param>
    /// <returns>Per encoder, row-major.</returns>
    public static float[][] Of(EncoderSet encoders, RowSource source, int[] rows)
    {
        using var quiet = no_grad();
        var count = rows.Length;
        var all = new float[encoders.Count][];
        BatchSplitter.RunRows(encoders.Device, count, RowsPerBatch, (from, part) =>
        {
            using var scope = NewDisposeScope();
            var embedded = encoders.Embed(source.Gather(rows.AsSpan(from, part)));
            for (var e = 0; e < all.Length; e++)
            {
                var numbers = encoders.Device.ToFloats(embedded[e]);
                all[e] ??= new float[numbers.Length / part * count];
                numbers.CopyTo(all[e], numbers.Length / part * from);
            }
        });

        return all;
    }
}
