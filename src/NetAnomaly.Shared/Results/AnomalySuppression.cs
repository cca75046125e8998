using System.Globalization;
using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>
/// What is known and is not to alert: a scope, why, by whom and until when. All parts of the scope that are given must
/// match. Immutable.
/// </summary>
public sealed record AnomalySuppression
{
    /// <summary>Its name in the file and in summaries.</summary>
    public required string Id { get; init; }

    /// <summary>Why this may happen, for those who read it next year.</summary>
    public required string Reason { get; init; }

    /// <summary>Who says so.</summary>
    public required string Author { get; init; }

    /// <summary>When it was written, UTC; <see langword="null"/> where the file does not say.</summary>
    public DateTime? Created { get; init; }

    /// <summary>From when on it hides nothing any more, UTC.</summary>
    public required DateTime Expires { get; init; }

    /// <summary>The host that an alert is about.</summary>
    public string? Host { get; init; }

    /// <summary>A network, as CIDR, that the host is in: <c>10.0.3.0/24</c>, <c>fd00:1::/48</c>.</summary>
    public string? Network { get; init; }

    /// <summary>
    /// Both ends of the conversations, in either order: two addresses, networks or <c>*</c> with a space between them.
    /// </summary>
    public string? Pair { get; init; }

    /// <summary>Destination ports; every flow goes to one of them. Empty for all.</summary>
    public IReadOnlyList<int> Ports { get; init => field = Indexable.Of(value); } = Indexable.None<int>();

    /// <summary>
    /// The service of every flow: a name (<c>dns</c>, <c>ssh</c>) or a protocol with a port (<c>tcp/8443</c>).
    /// </summary>
    public string? Service { get; init; }

    /// <summary>
    /// The leading sources of evidence; wildcards are allowed. The model's name where results hold no evidence. Empty
    /// for all.
    /// </summary>
    public IReadOnlyList<string> Evidence { get; init => field = Indexable.Of(value); } = Indexable.None<string>();

    /// <summary>Hours of the day that the window lies in: <c>22:00-04:00</c>.</summary>
    public string? Hours { get; init; }

    /// <summary>Whose hours: <c>Europe/Berlin</c>, <c>+01:00</c>; UTC where it is not given.</summary>
    public string? TimeZone { get; init; }

    /// <summary>What the reasons of the alert look like, with wildcards; case does not matter.</summary>
    public string? Pattern { get; init; }

    /// <summary>Anomalous conversations of a host and UTC day above which the alert comes back.</summary>
    public long? MaxConversationsPerDay { get; init; }

    /// <summary>Flows of a host and UTC day, in such conversations, above which the alert comes back.</summary>
    public long? MaxFlowsPerDay { get; init; }

    /// <summary>Bytes of a host and UTC day, in such conversations, above which the alert comes back.</summary>
    public long? MaxBytesPerDay { get; init; }

    /// <summary>Whether it says above which volume alerts come back.</summary>
    public bool HasCeiling =>
        MaxConversationsPerDay is not null || MaxFlowsPerDay is not null || MaxBytesPerDay is not null;

    /// <summary>The scope in words: <c>host 10.0.3.7, ports 443</c>.</summary>
    public string Scope => VisibleText.Of(string.Join(", ", Parts()));

    /// <summary>Whether it hides nothing any more.</summary>
    /// <param name="now">When, UTC.</param>
    public bool IsExpired(DateTime now) => now >= Expires;

    /// <summary>The suppression on one line.</summary>
    public override string ToString() => VisibleText.Of(string.Create(
        CultureInfo.InvariantCulture, $"{Id}: {Scope} until {Expires:yyyy-MM-dd HH:mm}Z ({Author}: {Reason})"));

    private IEnumerable<string> Parts()
    {
        if (Host is not null) yield return $"host {Host}";
        if (Network is not null) yield return $"network {Network}";
        if (Pair is not null) yield return $"pair {Pair}";
        if (Ports.Count > 0)
            yield return "ports " + string.Join(
                ' ', Ports.Select(port => port.ToString(CultureInfo.InvariantCulture)));
        if (Service is not null) yield return $"service {Service}";
        if (Evidence.Count > 0) yield return "evidence " + string.Join(' ', Evidence);
        if (Hours is not null) yield return $"hours {Hours} {TimeZone ?? "UTC"}";
        if (Pattern is not null) yield return $"pattern '{Pattern}'";
    }
}
