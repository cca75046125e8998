using System.Globalization;
using NetAnomaly.Operations.Assets;

namespace NetAnomaly.Operations.Suppressions;

/// <summary>A suppression that was checked, with its scope. Immutable.</summary>
internal sealed class SuppressionRule
{
    /// <summary>Longer texts are mistakes.</summary>
    private const int MaxText = 2000;

    private SuppressionRule(AnomalySuppression suppression, SuppressionScope scope) =>
        (Suppression, Scope) = (suppression, scope);

    public AnomalySuppression Suppression { get; }

    public SuppressionScope Scope { get; }

    /// <summary>Checks a suppression.</summary>
    /// <returns>The rule, or what is wrong.</returns>
    public static (SuppressionRule? Rule, SuppressionFault? Fault) Make(AnomalySuppression of)
    {
        try
        {
            Need("id", of.Id);
            Need("reason", of.Reason);
            Need("author", of.Author);
            if (of.Id.Any(char.IsWhiteSpace)) throw Fault("id", "holds a space");
            if (of.Created >= of.Expires) throw Fault("expires", "is not after it was created");
            Positive("maxConversationsPerDay", of.MaxConversationsPerDay);
            Positive("maxFlowsPerDay", of.MaxFlowsPerDay);
            Positive("maxBytesPerDay", of.MaxBytesPerDay);
            if (of.Scope.Length == 0)
                throw Fault(
                    "scope", "is empty, which would hide everything: give host, network, pair, ports, service, "
                        + "evidence, hours or pattern");
            return (new SuppressionRule(of, ScopeOf(of)), null);
        }
        catch (SuppressionFaultException cause)
        {
            return (null, cause.Fault);
        }
    }

    private static SuppressionScope ScopeOf(AnomalySuppression of) => new()
    {
        Host = of.Host is null ? null : Single(of.Host),
        Network = of.Network is null ? null : NetworkOf(of.Network),
        Pair = of.Pair is null ? null
            : PairScope.Parse(of.Pair) ?? throw Fault(
                "pair", $"is not two addresses, networks or one * with a space between them: '{of.Pair}'"),
        Ports = of.Ports.All(port => port is >= 0 and <= 65535) ? of.Ports
            : throw Fault("ports", "holds a number that is not 0 to 65535"),
        Service = of.Service is null ? null
            : ServiceScope.Parse(of.Service) ?? throw Fault(
                "service", $"is neither a name nor a protocol with a port such as tcp/8443: '{of.Service}'"),
        Evidence = of.Evidence.All(name => !string.IsNullOrWhiteSpace(name)) ? of.Evidence
            : throw Fault("evidence", "holds an empty name"),
        Hours = HoursOf(of),
        Pattern = of.Pattern is null ? null : PatternOf(of.Pattern),
    };

    private static AddressRange Single(string host) =>
        AddressRange.Parse(host) is { IsSingle: true } single ? single
            : throw Fault("host", $"is not one address; networks are given as network: '{host}'");

    private static AddressRange NetworkOf(string network) =>
        network.Contains('/', StringComparison.Ordinal) && AddressRange.Parse(network) is { } range ? range
            : throw Fault("network", $"is no network such as 10.0.3.0/24 or fd00:1::/48: '{network}'");

    private static HourRange? HoursOf(AnomalySuppression of)
    {
        if (of.Hours is null)
            return of.TimeZone is null ? null : throw Fault("timeZone", "is given without hours");
        try
        {
            return HourRange.Parse(of.Hours, of.TimeZone)
                ?? throw Fault("hours", $"is no range such as 22:00-04:00: '{of.Hours}'");
        }
        catch (ArgumentException cause)
        {
            throw Fault("timeZone", "names none: " + cause.Message.Split(" (Parameter", 2)[0]);
        }
    }

    private static string PatternOf(string pattern) =>
        pattern.AsSpan().Trim('*').Trim().Length > 0 && pattern.Length <= MaxText ? pattern
            : throw Fault("pattern", "is empty, too long, or matches everything");

    private static void Need(string property, string text)
    {
        if (string.IsNullOrWhiteSpace(text)) throw Fault(property, "is missing");
        if (text.Length > MaxText)
            throw Fault(
                property, string.Create(CultureInfo.InvariantCulture, $"has more than {MaxText:N0} characters"));
    }

    private static void Positive(string property, long? value)
    {
        if (value <= 0) throw Fault(property, "is not above 0");
    }

    private static SuppressionFaultException Fault(string property, string problem) =>
        new(new SuppressionFault(property, problem));
}
