using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>Whom evidence, a ledger or an incident is about.</summary>
/// <param name="Kind">What kind of subject.</param>
/// <param name="Key">Which: an address, two addresses, an address with a service.</param>
public readonly record struct Subject(SubjectKind Kind, string Key)
{
    /// <summary>A host.</summary>
    public static Subject Host(string address) => new(SubjectKind.Host, address);

    /// <summary>Two hosts, the first one being who opened the conversation.</summary>
    public static Subject Pair(string? source, string? destination) =>
        new(SubjectKind.Pair, $"{source ?? "*"} {destination ?? "*"}");

    /// <summary>A host in its use of a service.</summary>
    public static Subject HostService(string address, string service) =>
        new(SubjectKind.HostService, $"{address} {service}");

    /// <summary>The key, as it may be shown.</summary>
    public override string ToString() => VisibleText.Of(Key);
}
