namespace NetAnomaly.Core.Statistics;

/// <summary>
/// How strong the incidents of normal traffic are. Conversations of one host are strange together or not at all, so
/// that their p-values alone do not say how often such a host comes by random; counting hosts does. Twice: the p-values
/// of conversations are calibrated again with every host in a window weighing the same, so that an infected host of
/// training with a thousand conversations is one of many thousands; and of what these add up to for each host in each
/// window, the rank says how many as strong a day brings. Immutable.
/// </summary>
/// <remarks>A conversation shows no more than its calibration could count; only many show more.</remarks>
internal sealed class IncidentCalibration : IIncidentCalibration
{
    // Conversations that are less strange than one in a hundred are no part of an incident's strength.
    private static readonly double LeastEvidence = -Math.Log(0.01);

    internal IncidentCalibration(
        WeightedCalibration conversations, Calibration sources, Calibration destinations, double sourcesPerDay,
        double destinationsPerDay)
    {
        (Conversations, Sources, Destinations) = (conversations, sources, destinations);
        (SourcesPerDay, DestinationsPerDay) = (sourcesPerDay, destinationsPerDay);
    }

    /// <summary>Strengths of the hosts that opened conversations.</summary>
    public Calibration Sources { get; }

    /// <summary>Strengths of the hosts that conversations were opened to.</summary>
    public Calibration Destinations { get; }

    /// <summary>Hosts in windows that open conversations, per day.</summary>
    public double SourcesPerDay { get; }

    /// <summary>Hosts in windows that conversations are opened to, per day.</summary>
    public double DestinationsPerDay { get; }

    /// <summary>From −ln p of conversations to −ln p where hosts weigh the same.</summary>
    internal WeightedCalibration Conversations { get; }

    /// <inheritdoc/>
    public double PerDay(double sum, bool ofDestination) =>
        ofDestination
            ? DestinationsPerDay * Destinations.PValue(Strength(sum))
            : SourcesPerDay * Sources.PValue(Strength(sum));

    /// <inheritdoc/>
    public bool IsAtTop(double sum, bool ofDestination) =>
        (ofDestination ? Destinations : Sources).Scores is not [.., var strongest]
        || Strength(sum) >= Calibration.Least(strongest);

    /// <inheritdoc/>
    public double Days => SourcesPerDay > 0 ? Sources.Size / SourcesPerDay : 0;

    /// <inheritdoc/>
    public double Weight(double pValue) => Part(Conversations, pValue);

    /// <summary>What a conversation of that p-value adds to the strength of its hosts.</summary>
    internal static double Part(WeightedCalibration conversations, double pValue)
    {
        var evidence = conversations.Evidence(-Math.Log(pValue));
        return evidence >= LeastEvidence ? Math.Exp(evidence) : 0;
    }

    /// <summary>The strength of a host whose conversations add up to a sum.</summary>
    internal static double Strength(double sum) => Math.Log(Math.Max(1, sum));
}
