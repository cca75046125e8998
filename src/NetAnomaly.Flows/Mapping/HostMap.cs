using System.Globalization;
using NetAnomaly.Flows.Text;
using NetAnomaly.Internal;

namespace NetAnomaly.Flows.Mapping;

/// <summary>
/// Hosts that only changed their address: which address training knew them by. All rows hold at once, so that two hosts
/// may have swapped addresses: what was renamed is not renamed again. Immutable.
/// </summary>
internal sealed class HostMap
{
    private readonly Dictionary<string, List<HostMapEntry>> byNewAddress = new(StringComparer.Ordinal);

    /// <summary>A map of the rows that make sense.</summary>
    /// <param name="rows">The rows; of two that contradict each other the first counts.</param>
    public HostMap(IEnumerable<HostMapRow> rows)
    {
        var rejected = new List<string>();
        foreach (var row in rows)
        {
            if (Add(row) is { } fault)
                rejected.Add(string.Create(CultureInfo.InvariantCulture, $"row {row.Number}: {fault}"));
        }

        Rejected = Indexable.Of<string>(rejected);
    }

    /// <summary>Rows that were taken.</summary>
    public int Count => byNewAddress.Values.Sum(entries => entries.Count);

    /// <summary>What is wrong with the rows that were not taken, one sentence each.</summary>
    public IReadOnlyList<string> Rejected { get; }

    /// <summary>
    /// What users must be told of rows that were not taken; <see langword="null"/> where all were.
    /// </summary>
    public string? Warning => Rejected.Count == 0
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{Rejected.Count:N0} of {CountedText.Of(Rejected.Count + Count, "row|rows")} of the host map "
                + $"{CountedText.Form(Rejected.Count, "was|were")} left out; the first is "
                + $"{Rejected[0]}.");

    /// <summary>
    /// The address that training knew a host by; <see langword="null"/> where the map does not say so.
    /// </summary>
    /// <param name="address">The address that it has now, in its canonical text.</param>
    /// <param name="at">When, UTC.</param>
    public string? OldAddressOf(string address, DateTime at)
    {
        if (!byNewAddress.TryGetValue(address, out var entries)) return null;
        foreach (var entry in entries)
        {
            if (entry.Holds(at)) return entry.OldAddress;
        }

        return null;
    }

    private string? Add(HostMapRow row)
    {
        if (Address(row.OldAddress) is not { } old) return "it has no old address";
        if (Address(row.NewAddress) is not { } now) return "it has no new address";
        if (old == now) return $"both addresses are {old}";
        if (!TryTime(row.From, DateTime.MinValue, out var from)) return $"From is no time: '{row.From}'";
        if (!TryTime(row.To, DateTime.MaxValue, out var to)) return $"To is no time: '{row.To}'";
        if (from >= to) return "From is not before To";
        var entry = new HostMapEntry(old, now, from, to);
        if (!byNewAddress.TryGetValue(now, out var same)) byNewAddress.Add(now, same = []);
        if (same.Find(entry.Overlaps) is { } other) return $"{now} is {other.OldAddress} at that time already";
        same.Add(entry);
        return null;
    }

    private static string? Address(string? text) =>
        text?.Trim() is { Length: > 0 and <= AddressText.MaxLength } trimmed && trimmed != "-"
            ? AddressText.Canonical(trimmed)
            : null;

    private static bool TryTime(string? text, DateTime absent, out DateTime time)
    {
        time = absent;
        if (string.IsNullOrWhiteSpace(text)) return true;
        if (!DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)) return false;
        time = instant.UtcDateTime;
        return true;
    }
}
