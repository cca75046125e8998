using System.Text;
using NetAnomaly.Core.Detectors.Vectors;
using NetAnomaly.Models.Metric;
using Xunit;

namespace NetAnomaly.Models.Tests.MetricLearning;

public sealed class MetricWeightsTests
{
    private static readonly MetricFactory Provider = new("Embedded");

    private static readonly ModelSpec Spec = TestSpec.Of(
        ModelArchitecture.Metric,
        new MetricOptions
        {
            EmbeddingSize = 4, HiddenSizes = [8, 8], Residual = true, Encoders = 3, DrawnEncoders = 1,
            NormalReferences = 10, ClassReferences = 4,
        });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_detector_comes_back_from_its_file_as_it_was()
    {
        using var detector = Train();
        using var taught = detector.AddReferences(Blobs.Labelled(3, 9, 4).Values, "wörm");
        using var restored = Restore(File(taught));
        var rows = Blobs.Labelled(60, 8, 0, 1, 2, 3, 4).Values;
        Assert.Equal(taught.Score(rows, Cancellation), restored.Score(rows, Cancellation));
        Assert.Equal(["normal", "flood", "scan", "wörm"], restored.Classes);
        Assert.Equal(File(taught), File(restored));
    }

    [Fact]
    public void Scores_do_not_depend_on_what_is_scored_together()
    {
        using var detector = Train();
        var rows = Blobs.Labelled(5, 8, 0, 1, 2, 3, 4).Values;
        var together = detector.Score(rows, Cancellation);
        var alone = rows.Chunk(Blobs.Width).Select(row => detector.Score(row, Cancellation)[0]).ToArray();
        Assert.All(together.Zip(alone), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-4));
        Assert.Empty(detector.Score(Array.Empty<float>(), Cancellation));
        Assert.Throws<ArgumentException>(() => detector.Score(new float[3], Cancellation));
    }

    [Fact]
    public void A_file_that_does_not_fit_the_description_is_refused()
    {
        using var detector = Train();
        var file = File(detector);
        Assert.Throws<InvalidDataException>(() => Restore(file[..^40]));
        Assert.Throws<InvalidDataException>(
            () => Restore(file, Spec.WithOptions<MetricOptions>(own => own with { EmbeddingSize = 5 })));
        Assert.Throws<InvalidDataException>(
            () => Restore(file, Spec.WithOptions<MetricOptions>(own => own with { Encoders = 2 })));
        Assert.Throws<InvalidDataException>(
            () => Restore(file, Spec.WithOptions<MetricOptions>(own => own with { Encoders = 4 })));
        Assert.Throws<InvalidDataException>(() => Provider.Load(Spec, Blobs.Width + 2, new MemoryStream(file)));
        Assert.Throws<InvalidDataException>(() => Restore(Encoding.UTF8.GetBytes("no safetensors at all")));
    }

    [Fact]
    public void A_file_of_a_version_that_knew_one_part_of_the_score_is_still_read()
    {
        using var detector = Train();
        using var old = Restore(
            Without(
                File(detector), name => name.StartsWith("part.", StringComparison.Ordinal)
                    || name.StartsWith("rarity.", StringComparison.Ordinal)));
        var normal = old.Score(Blobs.Labelled(50, 8, 0, 1).Values, Cancellation).Average(verdict => verdict.Score);
        var attacks = old.Score(Blobs.Labelled(50, 8, 2, 3).Values, Cancellation).Average(verdict => verdict.Score);
        Assert.True(attacks > normal + 1, $"{attacks} is not above {normal}");
        Assert.DoesNotContain(
            Safetensors.Load(new MemoryStream(File(old))).Keys, name =>
                name.StartsWith("rarity.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_lacks_a_part_of_what_it_begins_is_refused()
    {
        using var detector = Train();
        Assert.Throws<InvalidDataException>(() => Restore(Without(File(detector), name => name == "rarity.edges")));
        Assert.Throws<InvalidDataException>(() => Restore(Without(File(detector), name => name == "part.pull")));
        Assert.Throws<InvalidDataException>(() => Restore(Without(File(detector), name => name == "part.distance")));
    }

    [Fact]
    public void The_last_encoders_stay_as_they_were_drawn()
    {
        using var drawn = Train(epochs: 0);
        using var trained = Train();
        Dictionary<string, Tensor> before = Safetensors.Load(new MemoryStream(File(drawn))), after = Safetensors.Load(
            new MemoryStream(File(trained)));
        bool Same(int encoder) => before.Keys
            .Where(name => name.StartsWith($"encoders.{encoder}.", StringComparison.Ordinal))
            .All(name => before[name].bytes.SequenceEqual(after[name].bytes));
        Assert.Equal([false, false, true], Enumerable.Range(0, 3).Select(Same));
    }

    private static IReferenceDetector Train(int epochs = 1)
    {
        var job = new VectorJob(
            Spec, Blobs.Labelled(400, 1, 0, 1, 2, 3), Blobs.Labelled(80, 2, 0, 1, 2, 3),
            new TrainingOptions { Epochs = epochs });
        return (IReferenceDetector)Provider.Train(job, null, Cancellation).Detector;
    }

    private static byte[] Without(byte[] file, Predicate<string> left)
    {
        using var stream = new MemoryStream();
        Safetensors.Save(
            Safetensors.Load(new MemoryStream(file)).Where(pair => !left(pair.Key)).ToDictionary(), stream);
        return stream.ToArray();
    }

    private static byte[] File(IVectorDetector detector)
    {
        using var stream = new MemoryStream();
        detector.WriteWeights(stream);
        return stream.ToArray();
    }

    private static IReferenceDetector Restore(byte[] file, ModelSpec? spec = null) =>
        (IReferenceDetector)Provider.Load(spec ?? Spec, Blobs.Width, new MemoryStream(file));
}
