using NetAnomaly.Core.Detection.Vectors;
using NetAnomaly.Core.Detection.Vectors.Forest;
using NetAnomaly.Core.Detection.Vectors.Neighbors;
using NetAnomaly.Models.MetricLearning;

namespace NetAnomaly.Benchmarks.Detection;

/// <summary>A detector that is measured on NSL-KDD.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Spec">What it is.</param>
/// <param name="Options">How it is trained.</param>
/// <param name="HeedsLabels">Whether it learns from the attacks of training, by their names; otherwise from normal rows alone.</param>
internal sealed record NslKddCandidate(string Name, ModelSpec Spec, TrainingOptions Options, bool HeedsLabels)
{
    private static readonly IVectorDetectorProvider[] Providers = [new NearestNeighborProvider(), new IsolationForestProvider(), new MetricProvider("Embedded")];

    /// <summary>All of them.</summary>
    /// <param name="epochs">Epochs of those that are trained; <see langword="null"/>: as is usual.</param>
    public static IEnumerable<NslKddCandidate> All(int? epochs)
    {
        var options = new TrainingOptions { Epochs = epochs ?? 2, BatchSize = 128, LearningRate = 3e-3, Patience = 0 };
        var metric = new ModelSpec { Architecture = ModelArchitecture.Metric, Learning = LearningMode.Supervised, FoldAttacks = false };
        yield return new("NearestNeighbor", new ModelSpec { Architecture = ModelArchitecture.NearestNeighbor }, options, false);
        yield return new("IsolationForest", new ModelSpec { Architecture = ModelArchitecture.IsolationForest }, options, false);
        yield return new("Metric, self-supervised", metric with { Learning = LearningMode.SemiSupervised }, options, false);
        yield return new("Metric, all encoders trained", metric with { Metric = metric.Metric with { DrawnEncoders = 0 } }, options, true);
        yield return new("Metric, untrained", metric, options with { Epochs = 0 }, true);
        yield return new("Metric", metric, options, true);
        yield return new("Metric, without attraction", metric with { Metric = metric.Metric with { Attraction = 0 } }, options, true);
        yield return new("Metric, without rarity", metric with { Metric = metric.Metric with { Rarity = 0 } }, options, true);
        yield return new("Metric, neither", metric with { Metric = metric.Metric with { Attraction = 0, Rarity = 0 } }, options, true);
        foreach (var loss in Enum.GetValues<MetricLoss>().Where(loss => loss != metric.Metric.Loss))
        {
            yield return new($"Metric, {loss}", metric with { Metric = metric.Metric with { Loss = loss } }, options, true);
        }
    }

    /// <summary>Trains it.</summary>
    /// <param name="seed">Of all chance.</param>
    /// <param name="fit">Rows to fit; of which it takes normal ones alone where it heeds no labels.</param>
    /// <param name="held">Rows kept from fitting, likewise.</param>
    public IVectorDetector Train(int seed, VectorData fit, VectorData held)
    {
        var job = new VectorJob(Spec with { Seed = seed }, HeedsLabels ? fit : Normal(fit), HeedsLabels ? held : Normal(held), Options);
        return Array.Find(Providers, provider => provider.Supports(Spec.Architecture))!.Train(job, null, default).Detector;
    }

    /// <summary>The scores of rows.</summary>
    public static double[] Scores(IVectorDetector detector, VectorData data) => [.. detector.Score(data.Values, default).Select(verdict => (double)verdict.Score)];

    /// <summary>The normal rows of some.</summary>
    public static VectorData Normal(VectorData data)
    {
        var rows = Enumerable.Range(0, data.Rows).Where(row => data.Labels[row] == 0).ToArray();
        var values = new float[rows.Length * data.Width];
        for (var i = 0; i < rows.Length; i++) data.Row(rows[i]).CopyTo(values.AsSpan(i * data.Width));
        return data with { Values = values, Labels = new int[rows.Length] };
    }
}
