using System.Globalization;
using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>The verdict over one conversation, with its reason. Immutable.</summary>
public sealed record AnomalyResult
{
    /// <summary>The name of a scan that was given none.</summary>
    public const string DefaultScan = "default";

    /// <summary>Start of the conversation's window, UTC.</summary>
    public required DateTime WindowStart { get; init; }

    /// <summary>Length of the window.</summary>
    public TimeSpan Window => Sequence.Window;

    /// <summary>The address that opened the first flow; <see langword="null"/> when grouped by destination.</summary>
    public required string? SourceAddress { get; init; }

    /// <summary>The address it was opened to; <see langword="null"/> when grouped by source.</summary>
    public required string? DestinationAddress { get; init; }

    /// <summary>
    /// The address that <see cref="SourceAddress"/> has in the flows, where a host map renamed it to one that training
    /// knew; otherwise <see langword="null"/>.
    /// </summary>
    public string? ObservedSourceAddress { get => field ?? Observed(SourceAddress); init; }

    /// <summary>The same of <see cref="DestinationAddress"/>.</summary>
    public string? ObservedDestinationAddress { get => field ?? Observed(DestinationAddress); init; }

    /// <summary>How many flows it has.</summary>
    public required int FlowCount { get; init; }

    /// <summary>
    /// The score: mean (or largest, or mean of the largest few) surprisal of its flows, nats. Higher is stranger.
    /// </summary>
    public required double Score { get; init; }

    /// <summary>
    /// Share of normal conversations of this length (and service, where training had enough of it) that score at least
    /// as high: (1 + #{calibration scores ≥ score}) / (n + 1), a conformal p-value (Vovk, Gammerman and Shafer 2005);
    /// below what counting can show, that of a fitted tail: see <see cref="PValueKind"/>.
    /// </summary>
    public required double PValue { get; init; }

    /// <summary>What the p-value rests on: counting, or a fitted tail.</summary>
    public PValueKind PValueKind { get; init; }

    /// <summary>
    /// The smallest that the p-value could have been, whatever the score: what the calibration of its kind can tell;
    /// <see langword="null"/> where that is not known.
    /// </summary>
    public double? SmallestPValue { get; init; }

    /// <summary>
    /// The host that it is charged to, which incidents are gathered by: who opened it, or whom it was opened to where
    /// that host's evidence is the rarer.
    /// </summary>
    public string Host { get => field ?? HostOf(this); init; }

    /// <summary>
    /// How many hosts as strange a day of normal traffic brings, by all that has added up against this one in the scan;
    /// <see langword="null"/> where the model keeps no ledger.
    /// </summary>
    public double? ExpectedPerDay { get; init; }

    /// <summary>
    /// The same by what training did not forget; <see langword="null"/> where it forgot nothing.
    /// </summary>
    public double? ExpectedPerDayOfKept { get; init; }

    /// <summary>
    /// How rare what has added up against its hosts is, nats, larger for rarer: what hosts and incidents are ordered
    /// by; <see langword="null"/> where the model keeps no ledger.
    /// </summary>
    public double? Severity { get; init; }

    /// <summary>
    /// The p-value by the conversations that training did not forget; <see langword="null"/> where it forgot none.
    /// </summary>
    public double? PValueOfKept { get; init; }

    /// <summary>Days of normal traffic that <see cref="ExpectedPerDay"/> was counted over; below 1/days it is an
    /// estimate.</summary>
    public double? CountedDays { get; init; }

    /// <summary>
    /// The least that <see cref="ExpectedPerDay"/> could have been, where nothing as strange was ever counted.
    /// </summary>
    public double? LeastPerDay { get; init; }

    /// <summary>
    /// Whether training never saw its hosts, and nothing else about it could be compared: then it is not called normal.
    /// </summary>
    public bool IsOfUnknownHosts { get; init; }

    /// <summary>What was decided, by what the scan was asked for.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>
    /// Whether it was found not to belong. Of what could not be judged this is false, too: see <see cref="Verdict"/>.
    /// </summary>
    public bool IsAnomaly => Verdict.Judgement == Judgement.Anomalous;

    /// <summary>The name of the scan that it belongs to, which says what <see cref="Id"/> is unique in.</summary>
    public string Scan { get; init; } = DefaultScan;

    /// <summary>
    /// Sixteen hexadecimal digits of scan, window and conversation: the same whenever the same traffic is scanned again
    /// under the same scan name, by whatever model.
    /// </summary>
    public string Id { get => field ?? ResultIdentity.Of(this); init; }

    /// <summary>Why, in one line.</summary>
    public string Reason
    {
        get => field ?? VisibleText.Of(Details?.Reason) ?? "";
        init => field = VisibleText.Of(value);
    }

    /// <summary>The flows that contributed most, most first; at most five.</summary>
    public IReadOnlyList<FlowContribution> TopFlows { get => field ?? Indexable.Of(Details?.TopFlows ?? []); init =>
        field = Indexable.Of(value); }

    /// <summary>
    /// What it has of each service; empty where it was read back without its flows, so that nobody knows.
    /// </summary>
    internal IReadOnlyList<ServiceVolume> Services { get => field ?? ServiceVolume.Of(Sequence.Flows); init; }

    /// <summary>The distinct labels that came with its flows.</summary>
    public IReadOnlyList<string> Labels { get => field ?? Sequence.Labels; init => field = Indexable.Of(value); }

    /// <summary>The class that the model takes it for; <see langword="null"/> where it knows no classes.</summary>
    public string? Predicted { get; init; }

    /// <summary>What speaks against it, where several detectors have a say; otherwise empty.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init => field = Indexable.Of(value); } = Indexable.None<Evidence>();

    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>
    /// How strong the incidents of normal traffic are, as the model knows it; not shown, and lost where results are
    /// written and read back.
    /// </summary>
    internal IIncidentCalibration? IncidentCalibration { get; init; }

    /// <summary>
    /// The p-value, but no smaller than what was counted; <see langword="null"/> where results were made otherwise.
    /// </summary>
    internal double? CautiousPValue { get; init; }

    /// <summary>The smallest that <see cref="CautiousPValue"/> could have been.</summary>
    internal double? SmallestCautiousPValue { get; init; }

    /// <summary>
    /// Whether training saw who opened it; <see langword="null"/> where that is not known, or the model remembers no
    /// hosts.
    /// </summary>
    internal bool? IsSourceKnown { get; init; }

    /// <summary>The same of whom it was opened to.</summary>
    internal bool? IsDestinationKnown { get; init; }

    /// <summary>The conversation itself.</summary>
    public required Conversation Sequence { get; init; }

    /// <summary>
    /// Why, in detail; <see langword="null"/> where the result was not made by a model. A network that has been
    /// unloaded since does not say what it expected.
    /// </summary>
    public AnomalyExplanation? Explanation => Details?.Explanation;

    /// <summary>What the model tells of it, made when it is first read.</summary>
    internal IExplanationSource? Details { get; init; }

    /// <summary>The verdict on one line.</summary>
    public override string ToString() => VisibleText.Of(string.Create(
        CultureInfo.InvariantCulture,
        $"{WindowStart:yyyy-MM-dd HH:mm}Z {SourceText} - {DestinationText} score {Score:0.00} p "
            + $"{PValueText}{VerdictText}: {Reason}"));

    // Whom the strongest evidence is about: a flood from a thousand addresses is charged to the host that it hits.
    private static string HostOf(AnomalyResult result)
    {
        var about = result.Evidence.Count > 0 ? result.Evidence.MaxBy(evidence => evidence.Share).About : null;
        return about is { Kind: SubjectKind.Host } host && host.Key == result.DestinationAddress
            ? host.Key
            : result.SourceAddress ?? result.DestinationAddress ?? "*";
    }

    private string SourceText => Text(SourceAddress, ObservedSourceAddress);

    private string DestinationText => Text(DestinationAddress, ObservedDestinationAddress);

    private static string Text(string? address, string? observed) =>
        (address ?? "*") + (observed is null ? "" : $" (seen as {observed})");

    private string? Observed(string? address)
    {
        if (address is null) return null;
        foreach (var flow in Sequence.Flows)
        {
            if (flow.Observed is not { } observed) continue;
            if (flow.SourceAddress == address && observed.Source is not null) return observed.Source;
            if (flow.DestinationAddress == address && observed.Destination is not null) return observed.Destination;
        }

        return null;
    }

    private string VerdictText => Verdict.Judgement switch
    {
        Judgement.Anomalous => " ANOMALY",
        Judgement.Undetermined => $" UNDETERMINED ({Verdict.Why})",
        _ => "",
    };

    private string PValueText => PValue.ToString(PValue < 1e-4 ? "0.#e-0" : "0.#####", CultureInfo.InvariantCulture);
}
