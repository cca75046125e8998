using NetAnomaly.Core.Statistics;
using NetAnomaly.Models.Devices;
using NetAnomaly.Models.Metric.Losses;

namespace NetAnomaly.Models.Metric;

/// <summary>
/// How well labelled attacks among the rows kept from training are told from normal ones, by the distance to some
/// normal rows of training.
/// </summary>
/// <param name="normal">Normal rows of training.</param>
/// <param name="held">Rows kept from training.</param>
/// <param name="anomalous">Which of them are attacks.</param>
/// <param name="spec">The distance.</param>
internal sealed class ValidationDetection(RowBatch normal, RowBatch held, bool[] anomalous, MetricOptions spec)
{
    /// <summary>Rows of a kind that are looked at, at most.</summary>
    public const int MostRows = 2048;

    /// <summary>1 − the area under the ROC curve, averaged over the encoders that learn.</summary>
    public double Cost(EncoderSet encoders)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var references = encoders.Learn(normal);
        var rows = encoders.Learn(held);
        return references.Zip(rows, (own, of) => 1 - RankingMetrics.RocAuc(Nearest(own, of), anomalous)).Average();
    }

    private double[] Nearest(Tensor references, Tensor rows)
    {
        var set = new ReferenceSet(HostDevice.Instance.ToFloats(references), new int[references.shape[0]]);
        var measured = new ReferenceDistances(rows, set, 1, spec.Distance);
        return
        [
            .. Enumerable.Range(0, anomalous.Length).Select(row => (double)measured.Normal(row, spec.Neighbors).Mean),
        ];
    }
}
