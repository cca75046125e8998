namespace NetAnomaly.Core.Detection;

/// <summary>What a detector says of one conversation.</summary>
/// <param name="Surprisals">Scores of its flows, higher is stranger: position-major, [position × parts + part]. Words
/// have a part per factor, surprisals in nats; others one part.</param>
/// <param name="FactorCount">Parts per flow, at least 1.</param>
internal readonly record struct ConversationScore(float[] Surprisals, int FactorCount)
{
    /// <summary>The class that the detector takes it for; <see langword="null"/> where it knows none.</summary>
    public string? Predicted { get; init; }

    /// <summary>
    /// The class of each flow, normal as <see langword="null"/>; <see langword="null"/> where the detector knows none.
    /// </summary>
    public string?[]? PredictedFlows { get; init; }

    /// <summary>
    /// Name of the reference that its strangest flow is nearest to; <see langword="null"/> where the detector keeps
    /// none.
    /// </summary>
    public string? Nearest { get; init; }

    /// <summary>The distance to <see cref="Nearest"/>.</summary>
    public float NearestDistance { get; init; }

    /// <summary>
    /// The score of the whole conversation, where it is not made of those of its flows; otherwise
    /// <see langword="null"/>.
    /// </summary>
    public double? Total { get; init; }

    /// <summary>
    /// What speaks against the conversation, where several detectors have a say; otherwise <see langword="null"/>.
    /// </summary>
    public IReadOnlyList<Evidence>? Evidence { get; init; }

    /// <summary>
    /// How often normal traffic brings its subjects as strange; <see langword="null"/> where the detector keeps no
    /// ledger.
    /// </summary>
    public SubjectPerDay? Rates { get; init; }

    /// <summary>Whether training never saw its hosts, and nothing else about it could be compared.</summary>
    public bool IsOfUnknownHosts { get; init; }

    /// <summary>
    /// Whether training saw its hosts; <see langword="null"/> where the detector does not remember any.
    /// </summary>
    public KnownHosts? Hosts { get; init; }

    /// <summary>What the detector's own writer of reasons needs to know beside the scores.</summary>
    internal object? Facts { get; init; }

    /// <summary>The score of a flow: its parts added up.</summary>
    public float Of(int position)
    {
        var sum = 0f;
        foreach (var part in Surprisals.AsSpan(position * FactorCount, FactorCount)) sum += part;
        return sum;
    }
}
