using System.IO.Enumeration;
using NetAnomaly.Operations.Assets;

namespace NetAnomaly.Operations.Suppressions;

/// <summary>The scope of a suppression, ready to be compared with results and incidents. Immutable.</summary>
internal sealed class SuppressionScope
{
    // What speaks at least half as loud as the loudest is part of what an alert is about.
    private const double Leading = 0.5;

    /// <summary>The host; <see langword="null"/> for all.</summary>
    public AddressRange? Host { get; init; }

    /// <summary>The host's network; <see langword="null"/> for all.</summary>
    public AddressRange? Network { get; init; }

    /// <summary>Both ends; <see langword="null"/> for all.</summary>
    public PairScope? Pair { get; init; }

    /// <summary>Destination ports; empty for all.</summary>
    public IReadOnlyList<int> Ports { get; init; } = [];

    /// <summary>The service; <see langword="null"/> for all.</summary>
    public ServiceScope? Service { get; init; }

    /// <summary>Sources of evidence; empty for all.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>Hours of the day; <see langword="null"/> for all.</summary>
    public HourRange? Hours { get; init; }

    /// <summary>What reasons look like; <see langword="null"/> for all.</summary>
    public string? Pattern { get; init; }

    /// <summary>Whether there is something that only conversations tell, and incidents do not.</summary>
    private bool NeedsConversations =>
        Ports.Count > 0 || Service is not null || Evidence.Count > 0 || Pattern is not null;

    /// <summary>Whether it describes a conversation.</summary>
    public Coverage Covers(AnomalyResult result)
    {
        if (!CoversHost(result.Host)) return Coverage.No;
        if (Hours?.Covers(result.WindowStart, result.WindowStart + result.Window) == false) return Coverage.No;
        if (Pattern is not null && !Matches(Pattern, result.Reason)) return Coverage.No;
        if (!CoversEvidence(result)) return Coverage.No;
        var pair = Pair?.Covers(result) ?? Coverage.Yes;
        return pair == Coverage.No ? pair : Weaker(pair, CoversServices(result.Services));
    }

    /// <summary>Whether it describes an incident of which all conversations are known.</summary>
    public Coverage Covers(AnomalyIncident incident, IReadOnlyList<AnomalyResult> all)
    {
        if (!CoversHost(incident.Host)) return Coverage.No;
        var weakest = Coverage.Yes;
        foreach (var result in all)
        {
            weakest = Weaker(weakest, Covers(result));
            if (weakest == Coverage.No) break;
        }

        return weakest;
    }

    /// <summary>
    /// Whether it describes an incident that knows its strangest conversations only: no where one of those is not
    /// described, yes where the incident itself answers for the others.
    /// </summary>
    public Coverage CoversUnseen(AnomalyIncident incident)
    {
        var seen = Covers(incident, incident.Top);
        if (seen == Coverage.No) return seen;
        var onePeer = incident.Peers == 1 && incident.Top.Count > 0 && seen == Coverage.Yes;
        var pair = Pair is null || onePeer ? Coverage.Yes : Pair.CoversAnyPeerOf(incident.Host);
        var hours = Hours?.Covers(incident.Start, incident.End) != false ? Coverage.Yes : Coverage.Unknown;
        var others = NeedsConversations ? Coverage.Unknown : Coverage.Yes;
        return pair == Coverage.No ? Coverage.Unknown : Weaker(pair, Weaker(hours, others));
    }

    private bool CoversHost(string? host) =>
        (Host is null || Host.Contains(host)) && (Network is null || Network.Contains(host));

    private Coverage CoversServices(IReadOnlyList<ServiceVolume> services)
    {
        if (Ports.Count == 0 && Service is null) return Coverage.Yes;
        if (services.Count == 0) return Coverage.Unknown;
        foreach (var service in services)
        {
            if (Ports.Count > 0 && !(service.Port is { } port && Ports.Contains(port))) return Coverage.No;
            if (Service?.Covers(service) == false) return Coverage.No;
        }

        return Coverage.Yes;
    }

    private bool CoversEvidence(AnomalyResult result)
    {
        if (Evidence.Count == 0) return true;
        if (result.Evidence.Count == 0) return IsNamed(result.Model);
        var loudest = result.Evidence.Max(evidence => evidence.Share);
        return result.Evidence.All(evidence => evidence.Share < Leading * loudest || IsNamed(evidence.Name));
    }

    private bool IsNamed(string source) => Evidence.Any(pattern => Matches(pattern, source));

    private static bool Matches(string pattern, string text) =>
        FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: true);

    private static Coverage Weaker(Coverage one, Coverage other) => one < other ? one : other;
}
