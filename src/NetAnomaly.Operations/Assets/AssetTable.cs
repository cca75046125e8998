using System.Globalization;

namespace NetAnomaly.Operations.Assets;

/// <summary>
/// What hosts are called, and who answers for them: by address or by network, of which the narrowest counts. Immutable,
/// thread-safe.
/// </summary>
internal sealed class AssetTable
{
    private readonly Dictionary<string, HostAsset> single = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(int Size, int Prefix, UInt128 First), HostAsset> networks = [];
    private readonly (int Size, int Prefix)[] prefixes;

    /// <summary>A table of the rows that make sense.</summary>
    /// <param name="rows">The rows; of two for one address or network the first counts.</param>
    public AssetTable(IEnumerable<AssetRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var rejected = new List<string>();
        foreach (var row in rows)
        {
            if (Add(row) is { } fault)
                rejected.Add(string.Create(CultureInfo.InvariantCulture, $"line {row.Line}: {fault}"));
        }

        Rejected = rejected;
        prefixes = [.. networks.Keys.Select(key => (key.Size, key.Prefix)).Distinct()
            .OrderByDescending(key => key.Prefix)];
    }

    /// <summary>Rows that were taken.</summary>
    public int Count => single.Count + networks.Count;

    /// <summary>What is wrong with the rows that were not taken, one sentence each.</summary>
    public IReadOnlyList<string> Rejected { get; }

    /// <summary>What users must be told of rows that were not taken; <see langword="null"/> where all were.</summary>
    public string? Warning => Rejected.Count == 0
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{Rejected.Count:N0} of {Rejected.Count + Count:N0} rows of the asset table were left out; the first is "
                + $"{Rejected[0]}.");

    /// <summary>The names in the table.</summary>
    internal IEnumerable<HostAsset> Assets => single.Values.Concat(networks.Values);

    /// <summary>Reads a table from a CSV file.</summary>
    /// <exception cref="Flows.FlowFileException">There is no such file, it cannot be read, or it lacks a
    /// column.</exception>
    public static AssetTable Read(string path) => new(AssetFile.Rows(path));

    /// <summary>What is known of an address; <see langword="null"/> where nothing is.</summary>
    /// <param name="address">The address in its canonical text, or the name that an exporter gives.</param>
    public HostAsset? Find(string? address)
    {
        if (address is null) return null;
        if (single.TryGetValue(address, out var known)) return known;
        if (prefixes.Length == 0 || AddressRange.BitsOf(address) is not { } bits) return null;
        var all = Number(bits);
        foreach (var (size, prefix) in prefixes)
        {
            if (size != bits.Length) continue;
            if (networks.TryGetValue((size, prefix, Masked(all, size, prefix)), out var asset)) return asset;
        }

        return null;
    }

    /// <summary>An incident with what is known of its host.</summary>
    public AnomalyIncident Name(AnomalyIncident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return Find(incident.Host) is { } asset ? incident with { Asset = asset } : incident;
    }

    private string? Add(AssetRow row)
    {
        if (string.IsNullOrWhiteSpace(row.Range)) return "it has neither an address nor a network";
        if (string.IsNullOrWhiteSpace(row.Name)) return "it has no name";
        if (AddressRange.Parse(row.Range) is not { } range) return $"'{row.Range}' is no address and no network";
        var asset = new HostAsset(row.Name.Trim(), Optional(row.Owner), Optional(row.Role));
        var isNew = range.IsSingle
            ? single.TryAdd(range.ToString().Split('/')[0], asset)
            : networks.TryAdd((range.Size, range.Prefix, Number(range.First!)), asset);
        return isNew ? null : $"{range} has a row already";
    }

    private static UInt128 Number(byte[] bits)
    {
        UInt128 number = 0;
        foreach (var part in bits) number = (number << 8) | part;
        return number;
    }

    private static UInt128 Masked(UInt128 address, int size, int prefix)
    {
        var behind = (size * 8) - prefix;
        return behind >= 128 ? 0 : address >> behind << behind;
    }

    private static string? Optional(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
