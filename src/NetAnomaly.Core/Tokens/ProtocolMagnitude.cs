using System.Globalization;
using System.Numerics;

namespace NetAnomaly.Core.Tokens;

/// <summary>
/// First letter of the protocol + floor(log2(n + 1)), n bytes or packets in both directions. <c>t12</c> is TCP of 4,095
/// to 8,190 bytes. Source: Radford, Apolonio, Trias, Simpson 2018, arXiv 1803.10769 ("proto-byte").
/// </summary>
internal sealed class ProtocolMagnitude : Tokenizer
{
    private const int Letters = 128;
    private const int Unknown = 64;

    // Every word is made once; two threads that make the same one at a time do no harm.
    private readonly string?[] words = new string?[Letters * (Unknown + 1)];
    private readonly Func<FlowRecord, long?> measure;
    private readonly string unit;

    private ProtocolMagnitude(TokenScheme scheme, Func<FlowRecord, long?> measure, string unit)
    {
        Scheme = scheme;
        this.measure = measure;
        this.unit = unit;
    }

    public static ProtocolMagnitude OfBytes { get; } = new(TokenScheme.ProtoByte, static flow => flow.Bytes, "B");

    public static ProtocolMagnitude OfPackets { get; } = new(
        TokenScheme.Packets, static flow => flow.Packets, "packets");

    public override TokenScheme Scheme { get; }

    public override string Word(FlowRecord flow)
    {
        var letter = flow.Protocol.Length > 0 && flow.Protocol[0] < Letters ? flow.Protocol[0] : '?';
        var magnitude = measure(flow) is { } value ? BitOperations.Log2((ulong)value + 1) : Unknown;
        return words[(letter * (Unknown + 1)) + magnitude] ??=
            magnitude == Unknown ? $"{letter}?" : string.Create(CultureInfo.InvariantCulture, $"{letter}{magnitude}");
    }

    public override string Describe(string word) =>
        Describe(
            word,
            word[0] switch { 't' => "tcp", 'u' => "udp", 'i' => "icmp", 'a' => "arp", var letter => $"{letter}…" });

    public override string Describe(string word, FlowRecord flow) => Describe(word, flow.Protocol);

    private string Describe(string word, string protocol) =>
        int.TryParse(word.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var magnitude)
            ? $"{protocol} of {Magnitude.Range(magnitude, unit)}"
            : $"{protocol} of unknown size";
}
