namespace NetAnomaly.Operations.Assets;

/// <summary>Which hosts are of the house: those with addresses that are not routed, and the networks that are named.
/// </summary>
internal sealed class InnerNetworks(IEnumerable<AddressRange> more)
{
    private static readonly AddressRange[] Unrouted =
    [
        .. new[]
        {
            "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8",
            "fc00::/7", "fe80::/10", "::1/128",
        }.Select(text => AddressRange.Parse(text)!),
    ];

    private readonly AddressRange[] ranges = [.. Unrouted, .. more];

    /// <summary>Whether an address is; names and MAC addresses are.</summary>
    public bool Holds(string address) =>
        AddressRange.BitsOf(address) is null || Array.Exists(ranges, range => range.Contains(address));
}
