namespace NetAnomaly.Core.Tokens;

/// <summary>The connection state or TCP flags as the exporter writes them.</summary>
internal sealed class ConnectionState : Tokenizer
{
    private ConnectionState()
    {
    }

    public static ConnectionState Instance { get; } = new();

    public override TokenScheme Scheme => TokenScheme.State;

    // The text is the file's: one that would pass for a reserved word of the vocabulary says nothing about a
    // connection.
    public override string Word(FlowRecord flow) =>
        flow.State is null or "" or FactorVocabulary.Pad or FactorVocabulary.Unknown ? None : flow.State;

    public override string Describe(string word) => word == None ? "without state" : $"ending in state {word}";
}
