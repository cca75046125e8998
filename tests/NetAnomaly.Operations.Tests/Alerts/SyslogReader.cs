using System.Text.RegularExpressions;

namespace NetAnomaly.Operations.Tests.Alerts;

/// <summary>Reads messages by the grammar of RFC 5424.</summary>
internal static partial class SyslogReader
{
    /// <summary>A message's parts.</summary>
    public static Match Read(string text) => Grammar().Match(text);

    /// <summary>The values of the structured data.</summary>
    public static Dictionary<string, string> Values(string text) =>
        Parameters().Matches(Read(text).Groups["data"].Value).ToDictionary(
            match => match.Groups["name"].Value,
            match => Escapes().Replace(match.Groups["value"].Value, "$1"));

    /// <summary>What is wrong with a message.</summary>
    public static IReadOnlyList<string> Errors(string text) =>
        !Read(text).Success ? [$"no message of RFC 5424: {text}"]
        : Encoding.UTF8.GetByteCount(text) > 2048 ? ["more than receivers need take"]
        : [];

    [GeneratedRegex(
        @"^<(?<priority>\d{1,3})>1 (?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (?<host>[!-~]{1,255}) "
            + @"(?<app>[!-~]{1,48}) (?<process>[!-~]{1,128}) (?<id>[!-~]{1,32}) "
            + @"(?<data>-|(\[[^ =\]""]{1,32}( [^ =\]""]{1,32}=""([^""\\\]]|\\[""\\\]])*"")*\])+)( (?<message>.*))?$")]
    private static partial Regex Grammar();

    [GeneratedRegex(@" (?<name>[^ =\]""]{1,32})=""(?<value>([^""\\\]]|\\[""\\\]])*)""")]
    private static partial Regex Parameters();

    [GeneratedRegex(@"\\([""\\\]])")]
    private static partial Regex Escapes();
}
