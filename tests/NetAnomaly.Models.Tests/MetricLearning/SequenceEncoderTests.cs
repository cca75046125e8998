using NetAnomaly.Core.Detectors.Vectors;
using NetAnomaly.Core.Statistics;
using NetAnomaly.Models.Metric;
using Xunit;

namespace NetAnomaly.Models.Tests.MetricLearning;

public sealed class SequenceEncoderTests
{
    private static readonly MetricFactory Provider = new("Embedded");
    private static readonly TrainingOptions Options = new() { LearningRate = 0.01, BatchSize = 64, Patience = 0 };

    private static readonly ModelSpec Spec = TestSpec.Of(
        ModelArchitecture.Metric,
        new MetricOptions
        {
            EmbeddingSize = 16, HiddenSizes = [32], Encoders = 1, DrawnEncoders = 0, FeatureShare = 1,
            NormalReferences = 128, SamplesPerClass = 16, NormalWeight = 2, SequenceSize = 32,
        }) with { Seed = 5 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<MetricSequenceEncoder> Encoders =>
        [MetricSequenceEncoder.Lstm, MetricSequenceEncoder.Transformer];

    [Fact]
    public void Flow_by_flow_an_order_never_seen_looks_like_any_other()
    {
        using var detector = Train(MetricSequenceEncoder.None, labelled: false);
        Assert.InRange(Area(detector), 0.4, 0.6);
        using var supervised = Train(MetricSequenceEncoder.None, labelled: true);
        Assert.InRange(Area(supervised, repeated: true), 0.4, 0.6);
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void An_order_never_seen_is_told_by_a_sequence_encoder_without_labels(MetricSequenceEncoder encoder)
    {
        using var detector = Train(encoder, labelled: false);
        var area = Area(detector);
        Assert.True(area > 0.9, $"{area}");
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void An_order_known_from_labels_is_told_by_a_sequence_encoder(MetricSequenceEncoder encoder)
    {
        using var detector = Train(encoder, labelled: true);
        var area = Area(detector, repeated: true);
        Assert.True(area > 0.97, $"{area}");
        var repeated = Orders.Repeated(40, 31);
        Assert.True(
            detector.Score(repeated.Values, repeated.Positions, Cancellation)
                .Where((_, row) => repeated.Positions[row] > 3)
                .Average(verdict => verdict.Predicted == "repeated" ? 1 : 0) > 0.8);
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void A_verdict_rests_on_the_last_flows_of_the_conversation_and_on_no_others(MetricSequenceEncoder encoder)
    {
        using var detector = Train(encoder, labelled: false, epochs: 1);
        var conversation = Orders.Usual(1, 77);
        var rows = Orders.Strange(40, 8).Values.AsSpan(0, 12 * Orders.Width).ToArray();
        int[] positions = [.. Enumerable.Range(0, 12)];
        var before = detector.Score(rows, positions, Cancellation);

        conversation.Row(0).CopyTo(rows.AsSpan(2 * Orders.Width));
        var changed = detector.Score(rows, positions, Cancellation);

        Assert.Equal(8, detector.Context);
        Near(before[..2], changed[..2]);
        Assert.All(Enumerable.Range(2, 8), row => Assert.NotEqual(before[row].Score, changed[row].Score));
        Near(before[10..], changed[10..]);
        var alone = detector.Score(rows, Cancellation);
        Near(changed[..1], alone[..1]);
        Assert.NotEqual(changed[5].Score, alone[5].Score);
    }

    [Fact]
    public void Scores_do_not_depend_on_where_batches_are_cut()
    {
        using var detector = Train(MetricSequenceEncoder.Lstm, labelled: false, epochs: 1);
        var data = Orders.Usual(500, 9);
        Assert.True(data.Rows > 3000);

        var whole = detector.Score(data.Values, data.Positions, Cancellation);
        var from = Enumerable.Range(2040, 100).First(row => data.Positions[row] == 9);
        var part = detector.Score(
            data.Values.AsMemory((from - 7) * Orders.Width), data.Positions.AsMemory(from - 7), Cancellation);

        Near(whole[from..], part[7..]);
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void A_model_comes_back_from_its_file_and_can_be_taught(MetricSequenceEncoder encoder)
    {
        using var detector = Train(encoder, labelled: false, epochs: 1);
        var strange = Orders.Strange(30, 21);
        using var taught = detector.AddReferences(strange.Values, strange.Positions, "strange");
        using var restored = Provider.Load(With(encoder), Orders.Width, new MemoryStream(File(taught)));
        var data = Orders.Strange(20, 22);

        var scores = taught.Score(data.Values, data.Positions, Cancellation);

        Assert.Equal(scores, restored.Score(data.Values, data.Positions, Cancellation));
        Assert.Contains(scores, verdict => verdict.Predicted == "strange");
        Assert.True(Orders.Scores(taught, data).Average() > Orders.Scores(detector, data).Average());
        Assert.Throws<ArgumentException>(() => detector.AddReferences(strange.Values, new int[3], "strange"));
        Assert.Throws<ArgumentException>(() => detector.Score(data.Values, new int[3], Cancellation));
        Assert.Throws<InvalidDataException>(
            () => Provider.Load(With(MetricSequenceEncoder.None), Orders.Width, new MemoryStream(File(detector))));
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void The_same_seed_gives_the_same_bits_and_another_seed_others(MetricSequenceEncoder encoder)
    {
        using var one = Train(encoder, labelled: false, epochs: 1);
        using var same = Train(encoder, labelled: false, epochs: 1);
        using var other = Train(encoder, labelled: false, epochs: 1, seed: 6);
        Assert.Equal(File(one), File(same));
        Assert.NotEqual(File(one), File(other));
    }

    [Fact]
    public void Encoders_of_single_flows_begin_alike_with_and_without_a_sequence_encoder()
    {
        using var plain = Train(MetricSequenceEncoder.None, labelled: false, epochs: 0);
        using var sequences = Train(MetricSequenceEncoder.Lstm, labelled: false, epochs: 0);
        Dictionary<string, Tensor> own = Safetensors.Load(new MemoryStream(File(plain))), with = Safetensors.Load(
            new MemoryStream(File(sequences)));
        Assert.All(
            own.Keys.Where(name => name.StartsWith("encoders.", StringComparison.Ordinal)), name =>
                Assert.True(own[name].bytes.SequenceEqual(with[name].bytes), name));
        Assert.Contains("sequences.0.network.lstm.weight_ih_l0", with.Keys);
        Assert.DoesNotContain(own.Keys, name => name.StartsWith("sequences.", StringComparison.Ordinal));
    }

    private static ModelSpec With(MetricSequenceEncoder encoder, bool labelled = false) => Spec with
    {
        Learning = labelled ? LearningMode.Supervised : LearningMode.Unsupervised,
        Options = Spec.OptionsOf<MetricOptions>() with { SequenceEncoder = encoder },
    };

    private static IReferenceDetector Train(MetricSequenceEncoder encoder, bool labelled, int epochs = 12, int seed = 5)
    {
        var (fit, held) = labelled
            ? (Orders.Labelled(300, 1), Orders.Labelled(60, 3))
            : (Orders.Usual(500, 1), Orders.Usual(100, 3));
        var job = new VectorJob(
            With(encoder, labelled) with { Seed = seed }, fit, held, Options with { Epochs = epochs });
        return (IReferenceDetector)Provider.Train(job, null, Cancellation).Detector;
    }

    private static double Area(IVectorDetector detector, bool repeated = false)
    {
        var usual = Orders.Scores(detector, Orders.Usual(300, 11));
        var strange = Orders.Scores(detector, repeated ? Orders.Repeated(300, 12) : Orders.Strange(300, 12));
        return RankingMetrics.RocAuc(
            [.. usual, .. strange], [.. usual.Select(_ => false), .. strange.Select(_ => true)]);
    }

    private static byte[] File(IVectorDetector detector)
    {
        using var stream = new MemoryStream();
        detector.WriteWeights(stream);
        return stream.ToArray();
    }

    private static void Near(VectorVerdict[] expected, VectorVerdict[] actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-3));
}
