using NetAnomaly.Core.Features;
using NetAnomaly.Core.Scoring;

namespace NetAnomaly.Core.Detection.Vectors;

/// <summary>Scores the conversations that were kept from fitting: what calibration and threshold rest on.</summary>
internal sealed class HeldScores(TrainingCorpus corpus, FeatureMap map, LabelledFlows labelled, IVectorDetector detector, ModelSpec how)
{
    private const int RowsPerBatch = 4096;

    /// <summary>Scores of the normal conversations; and, where learning heeds labels and both kinds are there, the threshold that tells them apart best.</summary>
    public (double[] Normal, double? Threshold) Of(IReadOnlyList<int> held, CancellationToken cancellation)
    {
        var flows = Flows(labelled.Rows(held, normalOnly: false), cancellation);
        var scores = new double[held.Count];
        for (int i = 0, from = 0; i < scores.Length; from += corpus.Length(held[i]), i++)
        {
            scores[i] = Aggregation.Score(flows.AsSpan(from, corpus.Length(held[i])), 1, how);
        }

        var truths = held.Select(labelled.IsAnomalous).ToArray();
        return ([.. scores.Where((_, i) => !truths[i])], labelled.HasLabels ? ThresholdChoice.BestBalanced(scores, truths) : null);
    }

    private float[] Flows(int[] rows, CancellationToken cancellation)
    {
        var scores = new float[rows.Length];
        var batch = new float[Math.Min(rows.Length, RowsPerBatch) * map.Width];
        for (var from = 0; from < rows.Length; from += RowsPerBatch)
        {
            var count = Math.Min(RowsPerBatch, rows.Length - from);
            for (var i = 0; i < count; i++) map.Map(corpus.Features!, rows[from + i], batch.AsSpan(i * map.Width, map.Width));
            var verdicts = detector.Score(batch.AsMemory(0, count * map.Width), cancellation);
            for (var i = 0; i < count; i++) scores[from + i] = verdicts[i].Score;
        }

        return scores;
    }
}
