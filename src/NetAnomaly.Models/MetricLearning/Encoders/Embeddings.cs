using NetAnomaly.Models.LanguageModels;

namespace NetAnomaly.Models.MetricLearning.Encoders;

/// <summary>Embeddings of many rows as plain numbers.</summary>
internal static class Embeddings
{
    private const int RowsPerBatch = 4096;

    /// <summary>Embeds rows.</summary>
    /// <param name="encoders">The encoders, in evaluation mode.</param>
    /// <param name="rows">Scaled, row-major.</param>
    /// <param name="width">Numbers of a row.</param>
    /// <returns>Per encoder, row-major.</returns>
    public static float[][] Of(EncoderSet encoders, float[] rows, int width)
    {
        using var quiet = no_grad();
        var count = rows.Length / width;
        var all = new float[encoders.Count][];
        Halving.RunRows(encoders.Device, count, RowsPerBatch, (from, part) =>
        {
            using var scope = NewDisposeScope();
            var embedded = encoders.Embed(rows.AsSpan(from * width, part * width).ToArray(), part);
            for (var e = 0; e < all.Length; e++)
            {
                var numbers = encoders.Device.Numbers(embedded[e]);
                all[e] ??= new float[numbers.Length / part * count];
                numbers.CopyTo(all[e], numbers.Length / part * from);
            }
        });

        return all;
    }
}
