using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Detectors.Vectors;
using NetAnomaly.Core.Weights;

namespace NetAnomaly.Core.Tests.Support;

/// <summary>Feature vectors without a network behind them.</summary>
internal static class VectorMaker
{
    public static readonly string[] Classes = ["Normal", "DoS", "Scan"];

    /// <summary>Rows around a point, evenly scattered within ±1 of it in every column.</summary>
    public static VectorData Cloud(int rows, int width, float centre = 0, int label = -1, int seed = 1)
    {
        var random = new Random(seed);
        return new VectorData(
            [.. Enumerable.Range(0, rows * width).Select(_ => centre + (2 * random.NextSingle()) - 1)], width,
            [.. Enumerable.Repeat(label, rows)], Classes);
    }

    public static VectorData Join(params VectorData[] parts) =>
        new(
            [.. parts.SelectMany(part => part.Values)], parts[0].Width, [.. parts.SelectMany(part => part.Labels)],
            parts[0].LabelTexts);

    /// <summary>Detectors of features, on the vectors that some engines judge.</summary>
    public static DetectorRegistry Registry(params IVectorDetectorFactory[] engines) =>
        new([.. engines.Select(engine => new VectorFactory(engine))]);

    public static VectorVerdict[] Score(this IVectorDetector detector, params float[] rows) =>
        detector.Score(rows, TestContext.Current.CancellationToken);

    public static byte[] Weights(this IVectorDetector detector)
    {
        using var stream = new MemoryStream();
        detector.WriteWeights(stream);
        return stream.ToArray();
    }

    /// <summary>Weights with one array replaced, or left out.</summary>
    public static Stream With(byte[] weights, string name, WeightFileArray? array)
    {
        var file = WeightFile.Read(new MemoryStream(weights));
        var arrays = file.Arrays.Where(pair => pair.Key != name).ToDictionary();
        if (array is not null) arrays.Add(name, array);
        var stream = new MemoryStream();
        new WeightFile(arrays, file.Metadata).Write(stream);
        stream.Position = 0;
        return stream;
    }
}
