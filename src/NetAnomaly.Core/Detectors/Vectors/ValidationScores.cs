using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Features;
using NetAnomaly.Core.Statistics;

namespace NetAnomaly.Core.Detectors.Vectors;

/// <summary>Scores the conversations that were kept from fitting: what calibration and threshold rest on.</summary>
internal sealed class ValidationScores(
    ConversationTable corpus, FeatureMap map, LabelledFlows labelled, IVectorDetector detector, ModelSpec how)
{
    /// <summary>
    /// Scores of the normal conversations; and, where learning uses labels and both kinds are there, the threshold that
    /// tells them apart best.
    /// </summary>
    public (CalibrationSet Normal, double? Threshold) Of(IReadOnlyList<int> held, CancellationToken cancellation)
    {
        var flows = Flows(held, cancellation);
        var scores = new double[held.Count];
        for (int i = 0, from = 0; i < scores.Length; from += corpus.Length(held[i]), i++)
        {
            scores[i] = Aggregation.Score(flows.AsSpan(from, corpus.Length(held[i])), 1, how);
        }

        var truths = held.Select(labelled.IsAnomalous).ToArray();
        var normal = new CalibrationSet(held, scores).Where(conversation => !labelled.IsAnomalous(conversation));
        return (normal, labelled.HasLabels ? ThresholdChoice.BestBalanced(scores, truths) : null);
    }

    private float[] Flows(IReadOnlyList<int> held, CancellationToken cancellation)
    {
        var rows = labelled.Rows(held, normalOnly: false);
        var scores = new float[rows.Length];
        BatchedScoring.Score(
            detector,
            map.Width,
            labelled.Positions(rows),
            (row, vector) => map.Map(corpus.Features!, rows[row], vector),
            (from, verdicts) =>
            {
                foreach (var verdict in verdicts) scores[from++] = verdict.Score;
            },
            cancellation);
        return scores;
    }
}
