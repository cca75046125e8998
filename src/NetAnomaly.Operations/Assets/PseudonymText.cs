using System.Text.RegularExpressions;
using NetAnomaly.Flows.Text;
using NetAnomaly.Internal;

namespace NetAnomaly.Operations.Assets;

/// <summary>Replaces addresses and known names in texts, each where it stands, in one pass.</summary>
internal sealed partial class PseudonymText
{
    // IPv6 and MAC, IPv4, MAC with hyphens. What is no address after all stays.
    private const string AddressForm =
        @"(?<![0-9A-Fa-f:.])[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:.]+|(?<!\d)(?<!\d\.)\d{1,3}(?:\.\d{1,3}){3}(?!\d)"
            + @"|(?<![0-9A-Fa-f-])[0-9A-Fa-f]{1,2}(?:-[0-9A-Fa-f]{1,2}){5}(?![0-9A-Fa-f-])";

    private readonly Pseudonyms pseudonyms;
    private readonly Dictionary<string, string> tokens = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> replaced = new(StringComparer.Ordinal);
    private readonly Regex all;

    /// <summary>Replaces addresses and these names.</summary>
    /// <param name="pseudonyms">The tokens.</param>
    /// <param name="hosts">What flows call hosts, addresses and names.</param>
    /// <param name="assets">What an inventory says of hosts.</param>
    public PseudonymText(Pseudonyms pseudonyms, IEnumerable<string> hosts, IEnumerable<HostAsset> assets)
    {
        this.pseudonyms = pseudonyms;
        foreach (var host in hosts)
        {
            if (host is not ("" or "-" or "*") && !IsAddress(AddressText.Canonical(host)))
                Add(host, pseudonyms.OfHost(host));
        }

        foreach (var asset in assets)
        {
            Add(asset.Name, pseudonyms.OfName(asset.Name));
            if (asset.Owner is { } owner) Add(owner, pseudonyms.OfOwner(owner));
        }

        all = tokens.Count == 0 ? AddressLike : WithNames();
    }

    /// <summary>The text with tokens.</summary>
    public string Of(string text)
    {
        if (text.Length == 0) return text;
        if (replaced.TryGetValue(text, out var known)) return known;
        var now = all.Replace(
            text, match => tokens.TryGetValue(match.Value, out var token) ? token : Address(match.Value));
        replaced.Add(text, now);
        return now;
    }

    // A port, a word or the end of a sentence may stand before and behind an address: the longest that is one counts.
    private string Address(string candidate)
    {
        for (var length = candidate.Length; length > 1; length--)
        {
            for (var start = 0; start + length <= candidate.Length; start++)
            {
                var canonical = AddressText.Canonical(candidate.AsSpan(start, length));
                if (IsAddress(canonical))
                    return candidate[..start] + pseudonyms.OfHost(canonical) + candidate[(start + length)..];
            }
        }

        return candidate;
    }

    private static bool IsAddress(string canonical) =>
        AddressRange.BitsOf(canonical) is not null || Mac.IsMatch(canonical);

    private void Add(string name, string token)
    {
        tokens.TryAdd(name, token);
        // Texts for people show characters that do not show as escapes.
        tokens.TryAdd(VisibleText.Of(name), token);
    }

    // The longest first: a name can begin with another, and can hold an address.
    private Regex WithNames()
    {
        var names = tokens.Keys.OrderByDescending(name => name.Length).ThenBy(name => name, StringComparer.Ordinal)
            .Select(Regex.Escape);
        return new Regex(
            $@"(?<![\p{{L}}\p{{Nd}}])(?:{string.Join('|', names)})(?![\p{{L}}\p{{Nd}}])|{AddressForm}",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
    }

    [GeneratedRegex(AddressForm, RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex AddressLike { get; }

    [GeneratedRegex("^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Mac { get; }
}
