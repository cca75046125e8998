using System.Globalization;
using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>
/// Anomalous conversations of one host in windows that follow each other: one alert instead of many. Immutable.
/// </summary>
public sealed record AnomalyIncident
{
    /// <summary>
    /// Sixteen hexadecimal digits of scan, subject and the window that opened it: the same when the same traffic is
    /// scanned again, by whatever model, and while other windows extend the incident.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>Whom it is about.</summary>
    public Subject Subject { get; init; }

    /// <summary>The name of the scan that it belongs to.</summary>
    public string Scan { get; init; } = AnomalyResult.DefaultScan;

    /// <summary>
    /// The host: who opened the conversations, or to whom they were opened where the evidence is about that host.
    /// </summary>
    public required string Host { get; init; }

    /// <summary>
    /// What an inventory says of the host; <see langword="null"/> where none was given, or none has it.
    /// </summary>
    public HostAsset? Asset { get; init; }

    /// <summary>Start of its first window, UTC.</summary>
    public required DateTime Start { get; init; }

    /// <summary>End of its last window, UTC.</summary>
    public required DateTime End { get; init; }

    /// <summary>How many anomalous conversations it holds.</summary>
    public required int Conversations { get; init; }

    /// <summary>How many flows they have.</summary>
    public required long Flows { get; init; }

    /// <summary>How many other hosts they are with.</summary>
    public required int Peers { get; init; }

    /// <summary>The highest score among them.</summary>
    public required double Score { get; init; }

    /// <summary>
    /// What incidents are ordered by: −ln of <see cref="ExpectedPerDay"/> where the model keeps a ledger; otherwise the
    /// natural logarithm of the sum of 1/p over their conversations, so that one a thousand times rarer weighs as much
    /// as a thousand more.
    /// </summary>
    public required double Severity { get; init; }

    /// <summary>The smallest p-value among them.</summary>
    public required double PValue { get; init; }

    /// <summary>
    /// How many incidents at least as strong a day of normal traffic brings, by the hosts that the model was calibrated
    /// on; <see langword="null"/> where the model does not know, or the results were written and read back.
    /// </summary>
    public double? ExpectedPerDay { get; init; }

    /// <summary>
    /// Whether <see cref="ExpectedPerDay"/> is an estimate: the model was calibrated on one day or less, and days
    /// differ; or it is rarer than could be counted.
    /// </summary>
    public bool IsEstimate { get; init; }

    /// <summary>
    /// The smallest <see cref="ExpectedPerDay"/> that as many conversations could have got; <see langword="null"/>
    /// where the model knows stronger ones of normal traffic.
    /// </summary>
    internal double? LeastPerDay { get; init; }

    /// <summary>The reasons of the strangest, distinct; at most three.</summary>
    public required IReadOnlyList<string> Reasons { get; init => field = Indexable.Of(value); }

    /// <summary>The distinct labels that came with their flows.</summary>
    public required IReadOnlyList<string> Labels { get; init => field = Indexable.Of(value); }

    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>The strangest conversations, strangest first; at most ten.</summary>
    public required IReadOnlyList<AnomalyResult> Top { get; init => field = Indexable.Of(value); }

    /// <summary>The incident on one line.</summary>
    public override string ToString() => VisibleText.Of(string.Create(
        CultureInfo.InvariantCulture,
        $"{Id} {Start:yyyy-MM-dd HH:mm}Z {HostText}: {Conversations:N0} anomalous "
            + $"{(Conversations == 1 ? "conversation" : "conversations")} with {Peers:N0} "
            + $"{(Peers == 1 ? "host" : "hosts")}, score {Score:0.00}{Rate}: "
            + $"{(Reasons.Count == 0 ? "" : Reasons[0])}"));

    private string HostText => Asset is null ? Host : $"{Host} {Asset.Name}";

    private string Rate => ExpectedPerDay is { } rate
        ? string.Create(
            CultureInfo.InvariantCulture,
            $", normal traffic brings {(IsEstimate ? "an estimated " : "")}{rate:0.##} a day as strong")
        : "";
}
