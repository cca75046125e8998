using System.Globalization;

namespace NetAnomaly.Core.Tokens;

/// <summary>
/// The lower of the two ports (compared as numbers), 10000 and above as <c>10000</c>: a guess at the side that offers a
/// service.
/// </summary>
internal sealed class ServicePort : Tokenizer
{
    /// <summary>The word of all ports from 10000 on.</summary>
    public const string Highest = "10000";

    private const int Cap = 10000;
    private readonly string?[] words = new string?[Cap + 1];

    private ServicePort()
    {
    }

    public static ServicePort Instance { get; } = new();

    public override TokenScheme Scheme => TokenScheme.ServicePort;

    public override string Word(FlowRecord flow)
    {
        var port = (flow.SourcePort, flow.DestinationPort) switch
        {
            ({ } source, { } destination) => Math.Min(source, destination),
            var (source, destination) => source ?? destination ?? -1,
        };
        if (port < 0) return None;
        port = Math.Min(port, Cap);
        return words[port] ??= port.ToString(CultureInfo.InvariantCulture);
    }

    public override string Describe(string word) => word switch
    {
        None => "without port",
        Highest => "on ports of 10000 and above",
        _ => $"on port {word}",
    };
}
