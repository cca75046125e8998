using System.Globalization;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// What the <c>#</c> lines of a Zeek log say: separator, marks for missing values, columns. They may come again where
/// logs were joined. Immutable.
/// </summary>
internal sealed record ZeekHeader
{
    /// <summary>
    /// What stands between the names that IoT-23 bundles in its last column: <c>tunnel_parents label
    /// detailed-label</c>.
    /// </summary>
    public const string BundleSeparator = "   ";

    private string? fields;

    /// <summary>What separates columns.</summary>
    public char Separator { get; private init; } = '\t';

    /// <summary>What stands for a value that is not there.</summary>
    public string Unset { get; private init; } = "-";

    /// <summary>What stands for an empty set or text.</summary>
    public string Empty { get; private init; } = "(empty)";

    /// <summary>The log's name, such as <c>conn</c>.</summary>
    public string? Path { get; private init; }

    /// <summary>
    /// The columns, those bundled in the last one counted as one; <see langword="null"/> before the first
    /// <c>#fields</c>.
    /// </summary>
    public ZeekField[]? Columns { get; private init; }

    /// <summary>What is bundled in the last column; empty where nothing is.</summary>
    public ZeekField[] Bundled { get; private init; } = [];

    /// <summary>Whether a row can be a flow: time, protocol and both addresses are there.</summary>
    public bool HasFlowColumns =>
        Columns is not null && Has(FlowField.Start) && Has(FlowField.Protocol) && Has(FlowField.Source)
        && Has(FlowField.Destination);

    /// <summary>Whether this is the header of a log of connections.</summary>
    public bool IsConnectionLog =>
        HasFlowColumns && (Path is null ? Has(FlowField.State) : ZeekFields.IsConnectionLog(Path));

    /// <summary>Whether this is the header of another of Zeek's logs.</summary>
    public bool IsOtherLog => Path is not null && !ZeekFields.IsConnectionLog(Path);

    /// <summary>
    /// The header with a line that begins with <c>#</c>; the same object where the line says nothing new.
    /// </summary>
    public ZeekHeader With(string line)
    {
        const string separator = "#separator ";
        if (line.StartsWith(separator, StringComparison.Ordinal))
            return With(Unescape(line.AsSpan(separator.Length).TrimEnd()));
        var parts = line.Split(Separator);
        if (parts.Length < 2) return this;
        var value = parts[1];
        return parts[0] switch
        {
            "#unset_field" => value == Unset ? this : this with { Unset = value },
            "#empty_field" => value == Empty ? this : this with { Empty = value },
            "#path" => value == Path ? this : this with { Path = value },
            "#fields" => line == fields ? this : WithFields(line, parts.AsSpan(1)),
            _ => this,
        };
    }

    private ZeekHeader With(char separator) => separator == Separator ? this : this with { Separator = separator };

    /// <summary>Whether a value says that there is none.</summary>
    public bool IsAbsent(ReadOnlySpan<char> value) => value.SequenceEqual(Unset) || value.SequenceEqual(Empty);

    private ZeekHeader WithFields(string line, ReadOnlySpan<string> names)
    {
        var columns = new ZeekField[names.Length];
        for (var i = 0; i < names.Length; i++) columns[i] = ZeekFields.Find(names[i].AsSpan().Trim());
        var last = names[^1];
        return this with
        {
            fields = line,
            Columns = columns,
            Bundled = last.Contains(BundleSeparator, StringComparison.Ordinal)
                ? [.. last.Split(BundleSeparator).Select(name => ZeekFields.Find(name.AsSpan().Trim()))]
                : [],
        };
    }

    private bool Has(FlowField field) => Columns!.Concat(Bundled).Any(column => column.Field == field);

    private static char Unescape(ReadOnlySpan<char> text) =>
        text.StartsWith("\\x")
        && byte.TryParse(
            text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) ? (char)code
        : text.Length == 1 ? text[0]
        : '\t';
}
