using System.Collections.Frozen;

namespace NetAnomaly.Flows.Text;

/// <summary>
/// What the JSON objects of a format hold of a flow: fields by their paths, such as <c>flow.bytes_toserver</c>.
/// Immutable.
/// </summary>
internal sealed class JsonShape
{
    private readonly Func<ReadOnlySpan<char>, bool> isFlow;
    private readonly FrozenDictionary<string, JsonField> fields;
    private readonly FrozenDictionary<string, JsonField>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> branches;

    /// <summary>Makes a shape.</summary>
    /// <param name="paths">What stands where.</param>
    /// <param name="kindPath">The path of what says whether an object is a flow; <see langword="null"/> where all
    /// are.</param>
    /// <param name="isFlow">Whether that is what is said of flows.</param>
    /// <param name="comparer">How paths are compared; by default exactly.</param>
    public JsonShape(
        IEnumerable<(string Path, FlowField Field)> paths, string? kindPath = null,
        Func<ReadOnlySpan<char>, bool>? isFlow = null, StringComparer? comparer = null)
    {
        comparer ??= StringComparer.Ordinal;
        fields = paths.Select(pair => new JsonField(pair.Path, pair.Field))
            .Concat(kindPath is null ? [] : [new JsonField(kindPath, FlowField.None)])
            .ToFrozenDictionary(field => field.Path, comparer);
        lookup = fields.GetAlternateLookup<ReadOnlySpan<char>>();
        branches = fields.Keys.SelectMany(Branches).ToFrozenSet(comparer).GetAlternateLookup<ReadOnlySpan<char>>();
        this.isFlow = isFlow ?? (_ => true);
    }

    /// <summary>Whether a kind of objects is one of flows.</summary>
    public bool IsFlow(ReadOnlySpan<char> kind) => isFlow(kind);

    /// <summary>The field at a path.</summary>
    public bool TryFind(ReadOnlySpan<char> path, out JsonField field) => lookup.TryGetValue(path, out field);

    /// <summary>Whether there are fields within the object at a path.</summary>
    public bool HasWithin(ReadOnlySpan<char> path) => branches.Contains(path);

    private static IEnumerable<string> Branches(string path)
    {
        for (var dot = path.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = path.IndexOf('.', dot + 1))
            yield return path[..dot];
    }
}

/// <summary>A field of a JSON object.</summary>
internal readonly record struct JsonField(string Path, FlowField Field);
