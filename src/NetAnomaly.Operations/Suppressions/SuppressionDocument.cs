using System.Globalization;
using System.Text.Json;
using NetAnomaly.Internal;

namespace NetAnomaly.Operations.Suppressions;

/// <summary>
/// The text of a file of suppressions, made for version control: a JSON array with one object per suppression and one
/// property per line; comments (<c>//</c>) are allowed. A change touches its own object only, whatever stands around
/// it. Immutable.
/// </summary>
internal sealed class SuppressionDocument
{
    private readonly string path;
    private readonly string text;
    private readonly TextBlocks blocks;
    private readonly List<SuppressionEntry> entries = [];
    private readonly List<SuppressionFileFault> faults = [];

    private SuppressionDocument(string path, string text)
    {
        (this.path, this.text, blocks) = (path, text, TextBlocks.Of(text));
        faults.AddRange(blocks.Stray.Select(
            line => new SuppressionFileFault(path, line, "there is text that belongs to no suppression")));
        foreach (var block in blocks.Blocks) Read(block);
        faults.Sort((one, other) => one.Line.CompareTo(other.Line));
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text; empty for a file that is not there.</param>
    /// <param name="path">What faults name.</param>
    public static SuppressionDocument Parse(string text, string path) => new(path, text);

    /// <summary>The suppressions that are right, in order.</summary>
    public IEnumerable<AnomalySuppression> Suppressions => entries.Select(entry => entry.Suppression);

    /// <summary>What is wrong with the others, by line.</summary>
    public IReadOnlyList<SuppressionFileFault> Faults => faults;

    /// <summary>The suppression of an id; <see langword="null"/> where there is none.</summary>
    public AnomalySuppression? Find(string id) => Entry(id)?.Suppression;

    /// <summary>An id of eight digits that follows from what a suppression says, and that none has yet.</summary>
    public string NewId(AnomalySuppression of)
    {
        ArgumentNullException.ThrowIfNull(of);
        for (var attempt = 0; ; attempt++)
        {
            var hash = StableHash.Of(string.Create(
                CultureInfo.InvariantCulture, $"{of.Scope}\n{of.Created:O}\n{of.Reason}\n{attempt}"));
            var id = unchecked((uint)hash).ToString("x8", CultureInfo.InvariantCulture);
            if (Find(id) is null) return id;
        }
    }

    /// <summary>The document with another suppression at its end.</summary>
    public SuppressionDocument With(AnomalySuppression added)
    {
        var json = SuppressionJson.Write(added);
        if (blocks.Blocks.Count == 0)
        {
            return blocks.ArrayStart < 0
                ? new SuppressionDocument(path, $"{Lines(text)}[\n{json}\n]\n")
                : Insert(blocks.ArrayStart, "\n" + json + (NextIsLineEnd(blocks.ArrayStart) ? "" : "\n"));
        }

        var last = blocks.Blocks[^1];
        var comma = blocks.Commas.FindIndex(at => at >= last.End);
        return comma >= 0 ? Insert(blocks.Commas[comma] + 1, "\n" + json) : Insert(last.End, ",\n" + json);
    }

    /// <summary>The document with one suppression changed.</summary>
    /// <exception cref="ArgumentException">There is none of its id.</exception>
    public SuppressionDocument Replace(AnomalySuppression changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        var block = Existing(changed.Id).Block;
        return new SuppressionDocument(
            path, string.Concat(text.AsSpan(0, block.Start), SuppressionJson.Write(changed), text.AsSpan(block.End)));
    }

    /// <summary>The document without one suppression.</summary>
    /// <exception cref="ArgumentException">There is none of its id.</exception>
    public SuppressionDocument Without(string id)
    {
        var block = Existing(id).Block;
        var (start, end) = (block.Start, block.End);
        var next = blocks.Blocks.FirstOrDefault(other => other.Start > start);
        var behind = blocks.Commas.Find(at => at >= end && (next.Length == 0 || at < next.Start));
        var before = blocks.Commas.FindLast(at => at < start);
        if (behind > 0) end = behind + 1;
        // The last one's comma stands behind the one before it.
        var cut = string.Concat(text.AsSpan(0, start), text.AsSpan(LineEnd(end)));
        if (next.Length == 0 && before > 0) cut = cut.Remove(before, 1);
        return new SuppressionDocument(path, cut);
    }

    /// <summary>The text of the file.</summary>
    public override string ToString() => text;

    private void Read(TextBlock block)
    {
        var own = text.Substring(block.Start, block.Length);
        try
        {
            if (!block.IsClosed)
                throw new SuppressionFaultException(new SuppressionFault("", "its closing brace is missing"));
            var read = SuppressionJson.Read(own);
            if (SuppressionRule.Make(read).Fault is { } fault) throw new SuppressionFaultException(fault);
            if (Entry(read.Id) is { } other)
                throw new SuppressionFaultException(
                    new SuppressionFault("id", $"is that of the suppression on line {other.Line} already"));
            entries.Add(new SuppressionEntry(read, block.Line, block));
        }
        catch (SuppressionFaultException cause)
        {
            faults.Add(FaultOf(block, own, cause.Fault));
        }
        catch (JsonException cause)
        {
            var why = cause.Message.Split(" LineNumber", 2)[0].TrimEnd('.');
            faults.Add(new SuppressionFileFault(path, block.Line + (int)(cause.LineNumber ?? 0), "no JSON: " + why));
        }
    }

    private SuppressionFileFault FaultOf(TextBlock block, string own, SuppressionFault fault)
    {
        var at = own.IndexOf($"\"{fault.Property}\"", StringComparison.Ordinal);
        var line = block.Line + (at < 0 ? 0 : own.AsSpan(0, at).Count('\n'));
        return new SuppressionFileFault(path, line, $"{fault.Property} {fault.Problem}".TrimStart());
    }

    private SuppressionEntry? Entry(string id) =>
        entries.Find(entry => entry.Suppression.Id.Equals(id, StringComparison.Ordinal));

    private SuppressionEntry Existing(string id) =>
        Entry(id) ?? throw new ArgumentException($"There is no suppression '{id}' in {path}.", nameof(id));

    private SuppressionDocument Insert(int at, string what) => new(path, text.Insert(at, what));

    private bool NextIsLineEnd(int at) => at < text.Length && text[at] is '\n' or '\r';

    private int LineEnd(int at) =>
        at < text.Length && text[at] == '\n' ? at + 1
        : at + 1 < text.Length && text[at] == '\r' && text[at + 1] == '\n' ? at + 2
        : at;

    private static string Lines(string head) => head.Length == 0 || head.EndsWith('\n') ? head : head + "\n";
}
