using NetAnomaly.Models.Devices;
using NetAnomaly.Models.Metric.Losses;

namespace NetAnomaly.Models.Metric;

/// <summary>
/// Judges encoders on rows kept from training: the loss of the same few batches every time, and how often a row's
/// nearest neighbour in its batch is of its class (recall at 1).
/// </summary>
/// <param name="held">Draws batches of those rows; <see langword="null"/> where there are none to learn from.</param>
/// <param name="spec">The loss.</param>
/// <param name="seed">Of the batches.</param>
/// <param name="detection">
/// Where normal rows alone are learned from, but labelled attacks are among those kept: what tells how well they are
/// detected, on which the choice of the best epoch then rests; <see langword="null"/> elsewhere.
/// </param>
internal sealed class MetricValidation(IBatchSource? held, MetricOptions spec, int seed, ValidationDetection? detection)
{
    private const int Batches = 8;

    /// <summary>Whether there are rows to judge by.</summary>
    public bool HasRows => held is not null;

    /// <summary>
    /// Loss, recall at 1, and what the best epoch has least of; NaN where there is nothing to judge by.
    /// </summary>
    public (double Loss, double Accuracy, double Cost) Measure(EncoderSet encoders, CancellationToken cancellation)
    {
        using var quiet = no_grad();
        var (loss, right) = (0.0, 0.0);
        for (var batch = 0; held is not null && batch < Batches; batch++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var (rows, classes) = held.Draw(new Random(seed + batch));
            var embeddings = encoders.Learn(rows);
            loss += EncoderLoss.Sum(embeddings, classes, spec).item<float>() / embeddings.Length / Batches;
            right += embeddings.Average(own => Recall(own, classes)) / Batches;
        }

        if (held is null) (loss, right) = (double.NaN, double.NaN);
        return (loss, right, detection is null ? loss : detection.Cost(encoders));
    }

    private double Recall(Tensor embeddings, int[] classes)
    {
        var rows = classes.Length;
        var distances = HostDevice.Instance.ToFloats(
            PairDistances.FromSimilarities(PairDistances.Similarities(embeddings, spec.Distance), spec.Distance));
        var right = 0;
        for (var row = 0; row < rows; row++)
        {
            var nearest = row == 0 ? 1 : 0;
            for (var other = 0; other < rows; other++)
            {
                if (other != row && distances[(row * rows) + other] < distances[(row * rows) + nearest])
                    nearest = other;
            }

            right += nearest < rows && classes[nearest] == classes[row] ? 1 : 0;
        }

        return (double)right / rows;
    }
}
