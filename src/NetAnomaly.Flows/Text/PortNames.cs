using System.Collections.Frozen;
using System.Globalization;

namespace NetAnomaly.Flows.Text;

/// <summary>Ports by the names of IANA's list, as exporters write them that resolve ports.</summary>
internal static class PortNames
{
    // RFC 6335 allows 15 characters; the lists of systems have a few that are longer.
    private const int MaxLength = 24;

    private static readonly Lazy<FrozenDictionary<string, Port[]>> Names = new(Load);

    /// <summary>Whether a text can be the name of a port: letters, with digits and few marks between them.</summary>
    public static bool IsName(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text.Length > MaxLength || !char.IsAsciiLetterOrDigit(text[0])) return false;
        var hasLetter = false;
        foreach (var c in text)
        {
            if (char.IsAsciiLetter(c)) hasLetter = true;
            else if (!char.IsAsciiDigit(c) && c is not ('-' or '_' or '.' or '+' or '*')) return false;
        }

        // A number with an exponent is one that is wrong, not a name.
        return hasLetter && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            && !text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// The port of a name: the protocol's, else the only one that the name has; <see langword="null"/> where there is
    /// none.
    /// </summary>
    public static int? Find(string name, string? protocol)
    {
        if (!Names.Value.TryGetValue(name, out var ports)) return null;
        foreach (var port in ports)
        {
            if (port.Protocol == protocol) return port.Number;
        }

        return Array.TrueForAll(ports, port => port.Number == ports[0].Number) ? ports[0].Number : null;
    }

    private static FrozenDictionary<string, Port[]> Load()
    {
        using var stream = typeof(PortNames).Assembly.GetManifestResourceStream("NetAnomaly.Flows.Text.PortNames.txt")!;
        using var reader = new StreamReader(stream);
        var found = new List<(string Name, Port Port)>();
        while (reader.ReadLine() is { } line)
        {
            if (line is ['#', ..] || line.Split(' ') is not [var number, var protocol, .. var names]) continue;
            var port = new Port(int.Parse(number, CultureInfo.InvariantCulture), protocol);
            foreach (var name in names) found.Add((name, port));
        }

        return found.GroupBy(entry => entry.Name, entry => entry.Port, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(ports => ports.Key, ports => ports.ToArray(), StringComparer.OrdinalIgnoreCase);
    }

    private readonly record struct Port(int Number, string Protocol);
}
