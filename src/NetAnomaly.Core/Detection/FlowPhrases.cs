using System.Globalization;
using NetAnomaly.Core.Tokens;
using NetAnomaly.Internal;
namespace NetAnomaly.Core.Detection;

/// <summary>Flows as sentences name them.</summary>
internal static class FlowPhrases
{
    /// <summary><c>62 flows</c>, <c>62 of 70 flows</c>.</summary>
    public static string Count(int count, int all) => count == all
        ? CountedText.Of(count, "flow|flows")
        : string.Create(CultureInfo.InvariantCulture, $"{count:N0} of {all:N0} flows");

    /// <summary>
    /// How many flows, to where, and what they are: <c>62 flows on port 22, ending in state S_</c>; where ports differ,
    /// how many they are.
    /// </summary>
    public static string Describe(IReadOnlyList<FlowRecord> flows, int all, TokenScheme scheme, string word)
    {
        var what = Tokenizer.Of(scheme).Describe(word, flows[0]);
        if (scheme == TokenScheme.ServicePort) return $"{Count(flows.Count, all)} {what}";
        var ports = flows.Select(ServicePort.Instance.Word).Distinct(StringComparer.Ordinal).ToArray();
        var where = ports.Length == 1
            ? ServicePort.Instance.Describe(ports[0])
            : string.Create(CultureInfo.InvariantCulture, $"on {ports.Length:N0} ports");
        return $"{Count(flows.Count, all)} {where}, {what}";
    }
}
