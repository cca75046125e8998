using System.Text.RegularExpressions;

namespace NetAnomaly.Operations.Tests.Alerts;

/// <summary>Reads the Common Event Format as its receivers do.</summary>
internal static partial class CefReader
{
    private static readonly HashSet<string> Keys =
    [
        "externalId", "act", "cat", "rt", "start", "end", "cnt", "src", "dst", "shost", "dhost", "smac", "dmac",
        "spt", "dpt", "proto", "msg", "reason", "cn1", "cn2", "cn3", "cfp1", "cs1", "cs2", "cs3", "cs4", "cs5", "cs6",
        "c6a2", "c6a3",
    ];

    /// <summary>The head's fields and the extension.</summary>
    public static (string[] Head, Dictionary<string, string> Extension) Read(string text)
    {
        var parts = Bars().Split(text, 8);
        var extension = new Dictionary<string, string>();
        var keys = Assignments().Matches(parts[7]);
        for (var i = 0; i < keys.Count; i++)
        {
            var from = keys[i].Index + keys[i].Length;
            var to = i + 1 < keys.Count ? keys[i + 1].Index : parts[7].Length;
            extension.Add(keys[i].Groups[1].Value, Plain(parts[7][from..to]));
        }

        return ([.. parts[..7].Select(Plain)], extension);
    }

    /// <summary>What is wrong with a document.</summary>
    public static IReadOnlyList<string> Errors(string text)
    {
        var errors = new List<string>();
        var (head, extension) = Read(text);
        if (head[0] != "CEF:0") errors.Add($"no CEF: {text}");
        if (!int.TryParse(head[6], out var severity) || severity is < 0 or > 10) errors.Add($"severity {head[6]}");
        foreach (var (key, value) in extension)
        {
            var own = key.EndsWith("Label", StringComparison.Ordinal) ? key[..^5] : key;
            if (!Keys.Contains(own)) errors.Add($"{key} is no key");
            if (own != key && !extension.ContainsKey(own)) errors.Add($"{key} has no value");
            if (value.Length == 0) errors.Add($"{key} is empty");
        }

        foreach (var key in new[] { "externalId", "act", "rt", "start", "end", "msg", "cn1" })
            if (!extension.ContainsKey(key)) errors.Add($"{key} is missing");
        return errors;
    }

    private static string Plain(string text) => Escapes().Replace(text, "$1");

    [GeneratedRegex(@"(?<=(?<!\\)(?:\\\\)*)\|")]
    private static partial Regex Bars();

    [GeneratedRegex(@"(?:^| )([A-Za-z0-9_]+)=")]
    private static partial Regex Assignments();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escapes();
}
