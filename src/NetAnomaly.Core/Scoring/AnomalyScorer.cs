using NetAnomaly.Internal;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Tokens;

namespace NetAnomaly.Core.Scoring;

/// <summary>
/// Conversations in, scores with p-values and reasons out, in the same order; no verdicts, which are a policy's.
/// Thread-safe.
/// </summary>
internal sealed class AnomalyScorer
{
    private static readonly Verdict NotJudged = Verdict.Undetermined(Verdict.NotJudged);

    private readonly AnomalyModel model;
    private readonly LoadedModel loaded;
    private readonly string scan;
    private readonly EvidenceState state;

    /// <summary>A scorer with a trained model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="scan">The name of the scan, part of the results' ids.</param>
    /// <param name="state">
    /// What earlier scans have gathered; changed. Without it the scan begins without memory.
    /// </param>
    /// <exception cref="InvalidOperationException">The model is not trained, or not loaded.</exception>
    public AnomalyScorer(
        AnomalyModel model, string scan = AnomalyResult.DefaultScan, EvidenceState? state = null)
    {
        this.state = state ?? new EvidenceState();
        this.model = model;
        loaded = LoadedModel.Of(model);
        this.scan = scan;
    }

    /// <summary>
    /// What must be scored together: where it is a window, callers that give conversations in pieces give whole
    /// windows.
    /// </summary>
    public DetectorScope Scope => loaded.Detector.Scope;

    /// <summary>Conversations that are worth scoring together, where they stand alone.</summary>
    public int BatchSize => loaded.Detector.BatchSize;

    /// <summary>Scores some conversations: whole windows, where <see cref="Scope"/> says so.</summary>
    /// <exception cref="ConversationMismatchException">A conversation was made with other token schemes than the
    /// model's, or a flow has other feature columns than those of training.</exception>
    public IReadOnlyList<AnomalyResult> Score(IReadOnlyList<Conversation> sequences, CancellationToken cancellation)
    {
        if (sequences.Count == 0) return [];
        foreach (var sequence in sequences) CheckFits(sequence);
        var scores = ScoresOf(sequences, cancellation);
        var results = new AnomalyResult[sequences.Count];
        Parallel.For(0, results.Length, index => results[index] = Describe(sequences[index], scores[index]));
        return results;
    }

    /// <summary>
    /// Whether a conversation was made as a model wants it: of its token schemes, grouping and window. Of features this
    /// says nothing.
    /// </summary>
    public static bool Fits(ModelSpec model, Conversation sequence) =>
        sequence.Schemes.SequenceEqual(model.Schemes) && sequence.GroupBy == model.GroupBy
        && sequence.Window == model.Window;

    private IReadOnlyList<ConversationScore> ScoresOf(
        IReadOnlyList<Conversation> conversations, CancellationToken cancellation)
    {
        try
        {
            return loaded.Detector is IWindowDetector windows
                ? windows.Score(conversations, state, cancellation)
                : loaded.Detector.Score(conversations, cancellation);
        }
        catch (ArgumentException cause)
        {
            throw new ConversationMismatchException(Sentence(cause), conversations[0], cause);
        }
    }

    // .NET adds the name of a parameter, which says nothing to the caller.
    private static string Sentence(ArgumentException cause) =>
        cause.ParamName is { } name && cause.Message.EndsWith($" (Parameter '{name}')", StringComparison.Ordinal)
            ? cause.Message[..^$" (Parameter '{name}')".Length]
            : cause.Message;

    private void CheckFits(Conversation sequence)
    {
        if (!Fits(model.Spec, sequence))
        {
            throw new ConversationMismatchException(
                $"The conversation {sequence} was made with {string.Join(", ", sequence.Schemes)} by "
                    + $"{sequence.GroupBy} in {DisplayText.Window(sequence.Window)}; " +
                $"the model '{model.Name}' wants {string.Join(", ", model.Schemes)} by {model.Spec.GroupBy} in "
                    + $"{DisplayText.Window(model.Spec.Window)}.",
                sequence);
        }
    }

    private AnomalyResult Describe(Conversation sequence, ConversationScore flows)
    {
        var score = Aggregation.Score(flows, model.Spec);
        var service = loaded.Calibration.UsesServices || loaded.CalibrationOfKept?.UsesServices == true
            ? ServicePort.Instance.Word(sequence.Flows[0])
            : null;
        var pValue = loaded.Calibration.Evaluate(score, sequence.FlowCount, service);
        return new AnomalyResult
        {
            WindowStart = sequence.WindowStart,
            SourceAddress = sequence.SourceAddress,
            DestinationAddress = sequence.DestinationAddress,
            FlowCount = sequence.FlowCount,
            Score = score,
            PValue = pValue.Value,
            PValueKind = pValue.Kind,
            Verdict = NotJudged,
            Scan = scan,
            Host = Charged(sequence, flows)!,
            ExpectedPerDay = flows.Rates?.PerDay,
            ExpectedPerDayOfKept = flows.Rates?.PerDayOfKept,
            LeastPerDay = flows.Rates?.Least,
            Severity = flows.Rates?.Severity,
            PValueOfKept = loaded.CalibrationOfKept?.Evaluate(score, sequence.FlowCount, service).Value,
            CountedDays = flows.Rates?.Days,
            Predicted = flows.Predicted,
            Evidence = flows.Evidence ?? [],
            Model = model.Name,
            IncidentCalibration = loaded.Incidents,
            IsSourceKnown = flows.Hosts?.Source,
            IsDestinationKnown = flows.Hosts?.Destination,
            SmallestPValue = pValue.Smallest,
            IsOfUnknownHosts = flows.IsOfUnknownHosts,
            CautiousPValue = pValue.Conservative,
            SmallestCautiousPValue = pValue.SmallestConservative,
            Sequence = sequence,
            Details = new LazyExplanation(loaded.Detector, sequence, flows, pValue),
        };
    }

    // The host whose evidence is the rarest; null lets the leading evidence say.
    private static string? Charged(Conversation sequence, ConversationScore flows) =>
        flows.Rates is not { } rates ? null
        : rates.IsOfDestination ? sequence.DestinationAddress ?? sequence.SourceAddress
        : sequence.SourceAddress ?? sequence.DestinationAddress;
}
