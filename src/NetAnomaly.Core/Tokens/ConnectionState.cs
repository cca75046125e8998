namespace NetAnomaly.Core.Tokens;

/// <summary>The connection state or TCP flags as the exporter writes them.</summary>
internal sealed class ConnectionState : WordScheme
{
    private ConnectionState()
    {
    }

    public static ConnectionState Instance { get; } = new();

    public override TokenScheme Scheme => TokenScheme.State;

    public override string Word(FlowRecord flow) => string.IsNullOrEmpty(flow.State) ? None : flow.State;

    public override string Describe(string word) => word == None ? "without state" : $"ending in state {word}";
}
