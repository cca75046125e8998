using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Scoring;

/// <summary>Conversations in, verdicts with reasons out, in the same order. Thread-safe.</summary>
public sealed class AnomalyScorer
{
    /// <summary>Conversations that are worth scoring together.</summary>
    public const int BatchSize = 512;

    private const int TopFlows = 5;
    private readonly AnomalyModel model;
    private readonly ScoringModel inside;
    private readonly AnomalyThreshold threshold;
    private readonly ReasonWriter reasons;

    /// <summary>A scorer with a trained model.</summary>
    /// <exception cref="InvalidOperationException">The model is not trained, or not loaded.</exception>
    public AnomalyScorer(AnomalyModel model, AnomalyThreshold threshold)
    {
        this.model = model;
        this.threshold = threshold;
        inside = ScoringModel.Of(model);
        reasons = new ReasonWriter(inside.Detector.Vocabulary);
    }

    /// <summary>Scores some conversations.</summary>
    /// <exception cref="ArgumentException">A conversation was made with other token schemes than the model's.</exception>
    public IReadOnlyList<AnomalyResult> Score(IReadOnlyList<FlowSequence> sequences, CancellationToken cancellation)
    {
        foreach (var sequence in sequences) CheckFits(sequence);
        var ids = sequences.Select(inside.Detector.Vocabulary.Encode).ToArray();
        var surprisals = inside.Detector.Score(ids, cancellation);
        return [.. sequences.Select((sequence, index) => Judge(sequence, surprisals[index]))];
    }

    /// <summary>Scores a stream of conversations in batches, lazily.</summary>
    public IEnumerable<AnomalyResult> Score(IEnumerable<FlowSequence> sequences, CancellationToken cancellation)
    {
        foreach (var batch in sequences.Chunk(BatchSize))
        {
            foreach (var result in Score((IReadOnlyList<FlowSequence>)batch, cancellation)) yield return result;
        }
    }

    private void CheckFits(FlowSequence sequence)
    {
        if (!sequence.Schemes.SequenceEqual(model.Schemes) || sequence.GroupBy != model.Spec.GroupBy || sequence.Window.TotalHours != model.Spec.WindowHours)
        {
            throw new ArgumentException(
                $"The conversation {sequence} was made with {string.Join(", ", sequence.Schemes)} by {sequence.GroupBy} in {sequence.Window.TotalHours:0} h; " +
                $"the model '{model.Name}' wants {string.Join(", ", model.Schemes)} by {model.Spec.GroupBy} in {model.Spec.WindowHours} h.");
        }
    }

    private AnomalyResult Judge(FlowSequence sequence, float[] surprisals)
    {
        var score = Aggregation.Score(surprisals, model.Schemes.Count, model.Spec.Aggregate);
        var pValue = inside.Calibration.PValue(score);
        return new AnomalyResult
        {
            WindowStart = sequence.WindowStart,
            SourceAddress = sequence.SourceAddress,
            DestinationAddress = sequence.DestinationAddress,
            FlowCount = sequence.FlowCount,
            Score = score,
            PValue = pValue,
            IsAnomaly = threshold.IsAnomaly(score, pValue),
            Reason = reasons.Write(sequence, surprisals),
            TopFlows = Contributions(sequence, surprisals),
            Labels = sequence.Labels,
            Model = model.Name,
            Sequence = sequence,
        };
    }

    private FlowContribution[] Contributions(FlowSequence sequence, float[] surprisals)
    {
        var factors = model.Schemes.Count;
        return [.. Enumerable.Range(0, sequence.FlowCount)
            .Select(position => (Position: position, Surprisal: (double)Sum(surprisals.AsSpan(position * factors, factors))))
            .OrderByDescending(flow => flow.Surprisal)
            .Take(TopFlows)
            .Select(flow =>
            {
                var factor = Largest(surprisals.AsSpan(flow.Position * factors, factors));
                return new FlowContribution(sequence.Flows[flow.Position], flow.Surprisal, model.Schemes[factor], sequence.Words(factor)[flow.Position]);
            })];
    }

    private static float Sum(ReadOnlySpan<float> values)
    {
        var sum = 0f;
        foreach (var value in values) sum += value;
        return sum;
    }

    private static int Largest(ReadOnlySpan<float> values)
    {
        var largest = 0;
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i] > values[largest]) largest = i;
        }

        return largest;
    }
}
