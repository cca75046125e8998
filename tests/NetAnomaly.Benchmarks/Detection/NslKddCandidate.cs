using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Detectors.Vectors;
using NetAnomaly.Models.Metric;

namespace NetAnomaly.Benchmarks.Detection;

/// <summary>A detector that is measured on NSL-KDD.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Spec">What it is.</param>
/// <param name="Options">How it is trained.</param>
/// <param name="HeedsLabels">Whether it learns from the attacks of training, by their names; otherwise from normal rows
/// alone.</param>
internal sealed record NslKddCandidate(string Name, ModelSpec Spec, TrainingOptions Options, bool HeedsLabels)
{
    // What was trained, by all that training uses: candidates that only weigh the parts of a score otherwise are loaded
    // from it.
    private static readonly Dictionary<(ModelSpec Spec, TrainingOptions Options, bool HeedsLabels), byte[]> Trained =
        [];
    private static readonly IVectorDetectorFactory[] Providers =
    [
        new NearestNeighborFactory(), new IsolationForestFactory(), new MetricFactory("Embedded"),
    ];

    /// <summary>All of them.</summary>
    /// <param name="epochs">Epochs of those that are trained; <see langword="null"/>: as is usual.</param>
    public static IEnumerable<NslKddCandidate> All(int? epochs)
    {
        var options = new TrainingOptions { Epochs = epochs ?? 2, BatchSize = 128, LearningRate = 3e-3, Patience = 0 };
        var metric = (ModelPresets.Default(ModelArchitecture.Metric).Spec with { Learning = LearningMode.Supervised })
            .WithOptions<MetricOptions>(own => own with { MergeAttackClasses = false });
        yield return new(
            "NearestNeighbor", ModelPresets.Default(ModelArchitecture.NearestNeighbor).Spec, options, false);
        yield return new(
            "IsolationForest", ModelPresets.Default(ModelArchitecture.IsolationForest).Spec, options, false);
        yield return new(
            "Metric, self-supervised", metric with { Learning = LearningMode.SemiSupervised }, options, false);
        yield return new("Metric, all encoders trained", With(own => own with { DrawnEncoders = 0 }), options, true);
        yield return new("Metric, untrained", metric, options with { Epochs = 0 }, true);
        yield return new("Metric", metric, options, true);
        yield return new("Metric, without attraction", With(own => own with { Attraction = 0 }), options, true);
        yield return new("Metric, without rarity", With(own => own with { Rarity = 0 }), options, true);
        yield return new("Metric, neither", With(own => own with { Attraction = 0, Rarity = 0 }), options, true);
        yield return new("Metric, nearest reference alone", With(own => own with { Neighbors = 1 }), options, true);
        yield return new(
            "Metric, coreset", With(own => own with { ReferenceChoice = MetricReferenceChoice.Coreset }), options,
            true);
        yield return new(
            "Metric, 16 encoders", With(own => own with { Encoders = 16, DrawnEncoders = 8 }), options, true);
        yield return new("Metric, attraction 1, rarity 1.5", With(own => own with { Attraction = 1 }), options, true);
        yield return new("Metric, attraction 2, rarity 0.5", With(own => own with { Rarity = 0.5 }), options, true);
        yield return new(
            "Metric, attraction 1, rarity 0.5", With(own => own with { Attraction = 1, Rarity = 0.5 }), options, true);
        yield return new(
            "Metric, attraction 4, rarity 3", With(own => own with { Attraction = 4, Rarity = 3 }), options, true);
        foreach (var loss in Enum.GetValues<MetricLoss>().Where(loss => loss != metric.OptionsOf<MetricOptions>().Loss))
        {
            yield return new($"Metric, {loss}", With(own => own with { Loss = loss }), options, true);
        }

        ModelSpec With(Func<MetricOptions, MetricOptions> change) => metric.WithOptions(change);
    }

    /// <summary>Trains it, unless one that differs by weights of its score alone was trained with this seed.</summary>
    /// <param name="seed">Of all random draws; one stands for the same rows throughout.</param>
    /// <param name="fit">Rows to fit: normal ones alone where it uses no labels.</param>
    /// <param name="held">Rows kept from fitting, likewise.</param>
    public IVectorDetector Train(int seed, VectorData fit, VectorData held)
    {
        var spec = Spec with { Seed = seed };
        var provider = Array.Find(Providers, provider => provider.Supports(Spec.Architecture))!;
        var alike = spec.Options is MetricOptions own
            ? spec with { Options = own with { Attraction = 0, Rarity = 0 } }
            : spec;
        var key = (alike, Options, HeedsLabels);
        if (Trained.TryGetValue(key, out var weights)) return provider.Load(spec, fit.Width, new MemoryStream(weights));
        var detector = provider.Train(new VectorJob(spec, fit, held, Options), null, default).Detector;
        if (Spec.Architecture != ModelArchitecture.Metric) return detector;
        using var stream = new MemoryStream();
        detector.WriteWeights(stream);
        Trained.Add(key, stream.ToArray());
        return detector;
    }

    /// <summary>The scores of rows.</summary>
    public static double[] Scores(IVectorDetector detector, VectorData data) =>
        [.. detector.Score(data.Values, default).Select(verdict => (double)verdict.Score)];

    /// <summary>The normal rows of some.</summary>
    public static VectorData Normal(VectorData data)
    {
        var rows = Enumerable.Range(0, data.Rows).Where(row => data.Labels[row] == 0).ToArray();
        var values = new float[rows.Length * data.Width];
        for (var i = 0; i < rows.Length; i++) data.Row(rows[i]).CopyTo(values.AsSpan(i * data.Width));
        return data with { Values = values, Labels = new int[rows.Length] };
    }
}
