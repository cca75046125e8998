using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Scoring;

namespace NetAnomaly.Core.Incidents;

/// <summary>
/// How strong the incidents of normal traffic are: the strength of every host in every window of calibration, those that opened conversations and those that they were opened to
/// apart. Conversations of one host are strange together or not at all, so that their p-values alone do not say how often such a host comes by chance; counting hosts does. Immutable.
/// </summary>
/// <param name="sources">Strengths of the hosts that opened conversations.</param>
/// <param name="destinations">Strengths of the hosts that they were opened to.</param>
/// <param name="sourcesPerDay">Hosts in windows, per day.</param>
/// <param name="destinationsPerDay">Hosts in windows, per day.</param>
public sealed class IncidentScale(Calibration sources, Calibration destinations, double sourcesPerDay, double destinationsPerDay) : IIncidentScale
{
    /// <summary>Conversations with larger p-values are no part of an incident's strength.</summary>
    public const double MostPValue = 0.01;

    // One host in ten thousand windows of hosts may be infected while a model learns; what it does then shall not hide what it does later.
    private const double Trim = 0.0001;

    /// <summary>Strengths of the hosts that opened conversations.</summary>
    public Calibration Sources { get; } = sources;

    /// <summary>Strengths of the hosts that conversations were opened to.</summary>
    public Calibration Destinations { get; } = destinations;

    /// <summary>Hosts in windows that open conversations, per day.</summary>
    public double SourcesPerDay { get; } = sourcesPerDay;

    /// <summary>Hosts in windows that conversations are opened to, per day.</summary>
    public double DestinationsPerDay { get; } = destinationsPerDay;

    /// <inheritdoc/>
    public double PerDay(double strength, bool ofDestination) =>
        ofDestination ? DestinationsPerDay * Destinations.PValue(strength) : SourcesPerDay * Sources.PValue(strength);

    /// <summary>Strength of a host in a window: ln Σ 1/p, at least 0.</summary>
    /// <param name="sum">The sum of 1/p over its conversations with a p-value of at most <see cref="MostPValue"/>.</param>
    public static double Strength(double sum) => Math.Log(Math.Max(1, sum));

    /// <summary>What a conversation adds to the sum of its host.</summary>
    public static double Part(double pValue) => pValue <= MostPValue ? 1 / pValue : 0;

    /// <summary>Learns from calibration.</summary>
    /// <param name="corpus">The conversations of training.</param>
    /// <param name="conversations">Those to calibrate on: all of their windows.</param>
    /// <param name="pValues">Their p-values.</param>
    internal static IncidentScale Fit(TrainingCorpus corpus, IReadOnlyList<int> conversations, double[] pValues)
    {
        var (sources, destinations, windows) = (new Dictionary<(long, int), double>(), new Dictionary<(long, int), double>(), new HashSet<long>());
        for (var i = 0; i < pValues.Length; i++)
        {
            var window = corpus.WindowStart(conversations[i]).Ticks;
            windows.Add(window);
            Add(sources, (window, corpus.Hosts(conversations[i])[0]), Part(pValues[i]));
            Add(destinations, (window, corpus.Destination(conversations[i])), Part(pValues[i]));
        }

        var days = windows.Count * corpus.Window.TotalDays;
        return new IncidentScale(Calibrate(sources), Calibrate(destinations), sources.Count / days, destinations.Count / days);

        static void Add(Dictionary<(long, int), double> sums, (long, int) host, double part) => sums[host] = sums.GetValueOrDefault(host) + part;

        static Calibration Calibrate(Dictionary<(long, int), double> sums) => Calibration.WithTail(sums.Values.Select(Strength), Trim);
    }
}
