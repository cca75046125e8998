using NetAnomaly.Flows.Text;

namespace NetAnomaly.Operations.Assets;

/// <summary>
/// Stable tokens for addresses and names: <c>host-3f9a21c4e07b</c> for hosts of the house, <c>outer-…</c> for others,
/// <c>name-…</c> and <c>owner-…</c> for what an inventory says.
/// </summary>
/// <param name="key">The key; tokens are the same wherever it is the same.</param>
/// <param name="inner">Networks of the house beside those that are not routed.</param>
internal sealed class Pseudonyms(PseudonymKey key, IEnumerable<AddressRange>? inner = null)
{
    // A million hosts collide with a likelihood of two in a thousand.
    private const int Digits = 12;
    private readonly InnerNetworks house = new(inner ?? []);
    private readonly Dictionary<string, string> known = new(StringComparer.Ordinal);

    /// <summary>The token of an address, or of the name that an exporter gives; what stands for none stays.</summary>
    public string OfHost(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address is "" or "-" or "*") return address;
        if (known.TryGetValue(address, out var token)) return token;
        var canonical = AddressText.Canonical(address).ToLowerInvariant();
        token = (house.Holds(canonical) ? "host-" : "outer-") + key.Digits("host", canonical, Digits);
        known.Add(address, token);
        return token;
    }

    /// <summary>The token of a host's name.</summary>
    public string OfName(string name) => "name-" + key.Digits("name", name.ToLowerInvariant(), Digits);

    /// <summary>The token of who answers for a host.</summary>
    public string OfOwner(string owner) => "owner-" + key.Digits("owner", owner.ToLowerInvariant(), Digits);

    /// <summary>The token of a file that flows came from: its path names people and places.</summary>
    public string OfFile(string path) => "file-" + key.Digits("file", path, Digits);

    /// <summary>
    /// The id of something whose addresses were replaced: ids follow from addresses, which could be guessed from them.
    /// </summary>
    public string OfId(string id) => key.Digits("id", id, 16);
}
