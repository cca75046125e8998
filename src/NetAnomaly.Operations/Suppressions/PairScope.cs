using NetAnomaly.Operations.Assets;

namespace NetAnomaly.Operations.Suppressions;

/// <summary>Two ends of conversations, in either order; an end is an address, a network or all.</summary>
internal sealed class PairScope
{
    private readonly AddressRange? one;
    private readonly AddressRange? other;

    private PairScope(AddressRange? one, AddressRange? other) => (this.one, this.other) = (one, other);

    /// <summary>Reads <c>10.0.0.1 10.0.3.0/24</c>; <see langword="null"/> where the text is none.</summary>
    public static PairScope? Parse(string text)
    {
        var ends = text.Split((char[])[' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (ends.Length != 2 || ends is ["*", "*"]) return null;
        var (one, other) = (AddressRange.Parse(ends[0]), AddressRange.Parse(ends[1]));
        return (one is null && ends[0] != "*") || (other is null && ends[1] != "*") ? null
            : new PairScope(ends[0] == "*" ? null : one, ends[1] == "*" ? null : other);
    }

    /// <summary>Whether a conversation is between these two.</summary>
    public Coverage Covers(AnomalyResult result)
    {
        if (result is { SourceAddress: { } source, DestinationAddress: { } destination })
            return Covers(source, destination);
        if (result.Sequence.Flows.Count == 0) return CoversAnyPeerOf(result.SourceAddress ?? result.DestinationAddress);
        return result.Sequence.Flows.All(flow => Covers(flow.SourceAddress, flow.DestinationAddress) == Coverage.Yes)
            ? Coverage.Yes
            : Coverage.No;
    }

    /// <summary>Whether all conversations of a host are between these two, whichever peers those are with.</summary>
    public Coverage CoversAnyPeerOf(string? host) =>
        (one is null && other!.Contains(host)) || (other is null && one!.Contains(host)) ? Coverage.Yes
        : Holds(one, host) || Holds(other, host) ? Coverage.Unknown
        : Coverage.No;

    private Coverage Covers(string source, string destination) =>
        (Holds(one, source) && Holds(other, destination)) || (Holds(other, source) && Holds(one, destination))
            ? Coverage.Yes
            : Coverage.No;

    private static bool Holds(AddressRange? range, string? address) => range is null || range.Contains(address);
}
