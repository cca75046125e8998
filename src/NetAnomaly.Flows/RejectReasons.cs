using System.Runtime.InteropServices;

namespace NetAnomaly.Flows;

/// <summary>Counts bad rows by what is wrong with them, whatever their values are. Bounded.</summary>
internal sealed class RejectReasons
{
    /// <summary>Reasons that are told apart at most.</summary>
    public const int Most = 50;

    private const string Others = "other reasons";

    private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);

    /// <summary>How many rows were rejected for each reason.</summary>
    public IReadOnlyDictionary<string, long> Counts => counts;

    /// <summary>Counts a row.</summary>
    /// <param name="reason">What is wrong with it, the value in quotes.</param>
    public void Add(string reason)
    {
        var kinds = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> kind = stackalloc char[reason.Length];
        Add(kinds, kind[..WithoutValue(reason, kind)]);
    }

    private void Add(
        Dictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> kinds, ReadOnlySpan<char> kind)
    {
        if (counts.Count >= Most && !kinds.ContainsKey(kind)) kind = Others;
        CollectionsMarshal.GetValueRefOrAddDefault(kinds, kind, out _)++;
    }

    // TotBytes 'x' is not a number: a value stands between the first quote behind a space and the last before one.
    private static int WithoutValue(string reason, Span<char> kind)
    {
        var from = reason.IndexOf(" '", StringComparison.Ordinal);
        var to = reason.LastIndexOf("' ", StringComparison.Ordinal);
        if (from < 0 || to <= from)
        {
            reason.CopyTo(kind);
            return reason.Length;
        }

        reason.AsSpan(0, from).CopyTo(kind);
        reason.AsSpan(to + 1).CopyTo(kind[from..]);
        return reason.Length - (to + 1 - from);
    }
}
