using System.Text.Json;
using NetAnomaly.Models.Metric.Losses;

namespace NetAnomaly.Models.Metric;

/// <summary>
/// The file of a metric model: one safetensors with the encoders under their PyTorch names, <c>input.mean</c> and
/// <c>input.deviation</c>, per encoder n <c>references.n.points</c>, <c>references.n.classes</c> and <c>distances.n</c>
/// (100 percentiles and the mean excess), what <see cref="ComponentStorage"/> adds, and <c>class.names</c>, a JSON
/// array of texts as its UTF-8 bytes, one per element.
/// </summary>
internal static class MetricWeights
{
    private const string Means = "input.mean";
    private const string Deviations = "input.deviation";
    private const string Names = "class.names";

    /// <summary>Writes the file.</summary>
    public static void Write(EncoderSet encoders, ReferenceIndex memory, Stream stream)
    {
        using var scope = NewDisposeScope();
        var tensors = encoders.state_dict().ToDictionary(pair => pair.Key, pair => encoders.Device.ToHost(pair.Value));
        tensors.Add(Means, tensor(memory.Scale.Means));
        tensors.Add(Deviations, tensor(memory.Scale.Deviations));
        for (var e = 0; e < memory.References.Count; e++)
        {
            var (points, classes) = memory.References[e];
            tensors.Add(PointsOf(e), tensor(points, classes.Length, points.Length / classes.Length));
            tensors.Add(ClassesOf(e), tensor(Longs(classes)));
            tensors.Add(DistancesOf(e), memory.Distances[e].Stored());
        }

        if (memory.Parts is { } parts) ComponentStorage.Add(parts, tensors);
        tensors.Add(
            Names,
            tensor(JsonSerializer.SerializeToUtf8Bytes(memory.Classes).Select(letter => (long)letter).ToArray()));
        Safetensors.Save(tensors, stream);
    }

    /// <summary>Fills encoders with their weights and reads the rest.</summary>
    /// <exception cref="InvalidDataException">Something is missing, too many, of another shape or not
    /// finite.</exception>
    public static ReferenceIndex Read(EncoderSet encoders, MetricOptions spec, int width, Stream stream)
    {
        var stored = Safetensors.Load(stream);
        try
        {
            var file = new StoredTensors(stored);
            var classes = file.Text(Names, JsonSerializer.Deserialize<string[]>);
            if (classes.Length == 0) throw new InvalidDataException("its weights name no class");
            var references = Enumerable.Range(0, encoders.Count)
                .Select(e => References(file, e, spec.EmbeddingSize, classes.Length)).ToArray();
            var memory = new ReferenceIndex(
                new InputScale(file.Floats(Means, width), file.Floats(Deviations, width)),
                references,
                [
                    .. references.Select(
                        (set, e) => file.Scale(DistancesOf(e), SlopeLimit.Of(spec.Distance, set.Radius))),
                ],
                classes,
                ComponentStorage.Read(file, width));
            if (memory.Scale.Deviations.Any(deviation => deviation <= 0))
                throw new InvalidDataException($"its weight '{Deviations}' holds a number that is not above 0");
            foreach (
                var name in encoders.state_dict().Keys.Where(
                    name => name.EndsWith(VectorEncoder.ColumnsName, StringComparison.Ordinal)))
            {
                if (file.Longs(name).Any(column => column < 0 || column >= width))
                    throw new InvalidDataException($"its weight '{name}' names a column that is not there");
            }

            file.Fill(encoders);
            file.RequireNothingLeft();
            return memory;
        }
        finally
        {
            foreach (var kept in stored.Values) kept.Dispose();
        }
    }

    private static ReferenceSet References(StoredTensors file, int encoder, int width, int classes)
    {
        var of = file.Longs(ClassesOf(encoder));
        if (of.Any(at => at < 0 || at >= classes))
            throw new InvalidDataException($"its weight '{ClassesOf(encoder)}' names a class that is not there");
        if (!of.Contains(0))
            throw new InvalidDataException($"its weight '{ClassesOf(encoder)}' has no normal reference");
        return new ReferenceSet(file.Floats(PointsOf(encoder), of.Length, width), [.. of.Select(at => (int)at)]);
    }

    private static string PointsOf(int encoder) => $"references.{encoder}.points";

    private static string ClassesOf(int encoder) => $"references.{encoder}.classes";

    private static string DistancesOf(int encoder) => $"distances.{encoder}";

    private static long[] Longs(int[] numbers) => [.. numbers.Select(number => (long)number)];
}
