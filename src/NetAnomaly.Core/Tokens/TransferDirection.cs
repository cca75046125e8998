namespace NetAnomaly.Core.Tokens;

/// <summary>Which side sent more bytes, by a factor of two or more.</summary>
internal sealed class TransferDirection : Tokenizer
{
    private TransferDirection()
    {
    }

    public static TransferDirection Instance { get; } = new();

    public override TokenScheme Scheme => TokenScheme.Direction;

    public override string Word(FlowRecord flow) => (flow.SourceBytes, flow.DestinationBytes) switch
    {
        ({ } sent, { } received) when sent / 2 >= received && sent > 0 => "out",
        ({ } sent, { } received) when received / 2 >= sent && received > 0 => "in",
        (not null, not null) => "even",
        _ => None,
    };

    public override string Describe(string word) => word switch
    {
        "out" => "mostly sent",
        "in" => "mostly received",
        "even" => "sent and received alike",
        _ => "of unknown direction",
    };
}
