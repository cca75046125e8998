namespace NetAnomaly.Benchmarks.Detection;

/// <summary>A detector that is measured on NSL-KDD.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Spec">What it is.</param>
/// <param name="Options">How it is trained.</param>
/// <param name="HeedsLabels">Whether it learns from the attacks of training, by their names; otherwise from normal rows alone.</param>
internal sealed record NslKddCandidate(string Name, ModelSpec Spec, TrainingOptions Options, bool HeedsLabels)
{
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
        foreach (var loss in Enum.GetValues<MetricLoss>().Where(loss => loss != metric.Metric.Loss))
        {
            yield return new($"Metric, {loss}", metric with { Metric = metric.Metric with { Loss = loss } }, options, true);
        }
    }
}
