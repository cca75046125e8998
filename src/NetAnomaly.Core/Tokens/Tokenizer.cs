namespace NetAnomaly.Core.Tokens;

/// <summary>
/// Turns a flow into the word of one token scheme. Stateless to callers; equal words are the same string object where
/// that is cheap.
/// </summary>
internal abstract class Tokenizer
{
    /// <summary>The word for a value that the exporter did not give.</summary>
    public const string None = "none";

    /// <summary>The scheme.</summary>
    public abstract TokenScheme Scheme { get; }

    /// <summary>The flow's word. Never empty, never one of the reserved words.</summary>
    public abstract string Word(FlowRecord flow);

    /// <summary>What a word says, for people: <c>tcp of 4 to 8 kB</c>, <c>port 22</c>.</summary>
    public abstract string Describe(string word);

    /// <summary>What a word says of a flow that has it, which may know more than its word.</summary>
    public virtual string Describe(string word, FlowRecord flow) => Describe(word);

    /// <summary>The words of a scheme.</summary>
    public static Tokenizer Of(TokenScheme scheme) => scheme switch
    {
        TokenScheme.ProtoByte => ProtocolMagnitude.OfBytes,
        TokenScheme.Packets => ProtocolMagnitude.OfPackets,
        TokenScheme.ServicePort => ServicePort.Instance,
        TokenScheme.State => ConnectionState.Instance,
        TokenScheme.Duration => DurationMagnitude.Instance,
        TokenScheme.Direction => TransferDirection.Instance,
        _ => throw new ArgumentOutOfRangeException(nameof(scheme), scheme, "There is no such token scheme."),
    };
}
