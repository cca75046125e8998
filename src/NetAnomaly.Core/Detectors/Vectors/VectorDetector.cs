using System.Runtime.InteropServices;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Features;

namespace NetAnomaly.Core.Detectors.Vectors;

/// <summary>
/// A detector that sees the features of flows: every flow is judged by itself, or with those right before it in its
/// conversation.
/// </summary>
internal sealed class VectorDetector : IDetector
{
    /// <summary>Takes over a detector on vectors, which it disposes.</summary>
    public VectorDetector(FeatureMap map, IVectorDetector inner, IReadOnlyList<string> classes)
    {
        Map = map;
        Inner = inner;
        State = new DetectorState { Features = map.State, Classes = classes };
        Reasons = new VectorReasons(map, inner.Context);
    }

    /// <summary>How flows become vectors.</summary>
    public FeatureMap Map { get; }

    /// <summary>What judges the vectors.</summary>
    public IVectorDetector Inner { get; }

    /// <inheritdoc/>
    public DetectorState State { get; }

    /// <inheritdoc/>
    public bool HasWeights => true;

    /// <inheritdoc/>
    public IExplainer Reasons { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A flow has other feature columns than those of training.</exception>
    public IReadOnlyList<ConversationScore> Score(
        IReadOnlyList<Conversation> conversations, CancellationToken cancellation)
    {
        var flows = conversations.SelectMany(conversation => conversation.Flows).ToArray();
        var verdicts = new VectorVerdict[flows.Length];
        BatchedScoring.Score(
            Inner,
            Map.Width,
            Positions(conversations),
            (row, vector) => Map.Map(flows[row], vector),
            (from, some) => some.CopyTo(verdicts.AsSpan(from)),
            cancellation);
        var scores = new ConversationScore[conversations.Count];
        for (int i = 0, from = 0; i < scores.Length; from += conversations[i].FlowCount, i++)
            scores[i] = Of(verdicts.AsSpan(from, conversations[i].FlowCount));
        return scores;
    }

    /// <inheritdoc/>
    public int[] Fingerprint(Conversation conversation) =>
        [.. MemoryMarshal.Cast<float, int>(Vectors(conversation.Flows))];

    /// <summary>The vectors of some flows, row-major.</summary>
    /// <exception cref="ArgumentException">A flow has other feature columns than those of training.</exception>
    public float[] Vectors(IReadOnlyList<FlowRecord> flows)
    {
        var rows = new float[flows.Count * Map.Width];
        for (var row = 0; row < flows.Count; row++) Map.Map(flows[row], rows.AsSpan(row * Map.Width, Map.Width));
        return rows;
    }

    /// <summary>For each flow of some conversations, how many flows of its own stand before it.</summary>
    public static int[] Positions(IReadOnlyList<Conversation> conversations) =>
        [.. conversations.SelectMany(conversation => Enumerable.Range(0, conversation.FlowCount))];

    /// <summary>The same detector with another judge of vectors; this one keeps its own.</summary>
    public VectorDetector With(IVectorDetector inner, IReadOnlyList<string> classes) => new(Map, inner, classes);

    /// <inheritdoc/>
    public void WriteWeights(Stream stream) => Inner.WriteWeights(stream);

    /// <inheritdoc/>
    public void Dispose() => Inner.Dispose();

    // The strangest flow speaks for the conversation.
    private static ConversationScore Of(ReadOnlySpan<VectorVerdict> flows)
    {
        var values = new float[flows.Length];
        var strangest = 0;
        for (var i = 0; i < flows.Length; i++)
        {
            values[i] = flows[i].Score;
            if (values[i] > values[strangest]) strangest = i;
        }

        var verdict = flows[strangest];
        return new ConversationScore(values, 1)
        {
            Predicted = verdict.Predicted, Nearest = verdict.Nearest, NearestDistance = verdict.NearestDistance,
        };
    }
}
