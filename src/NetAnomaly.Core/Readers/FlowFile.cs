using NetAnomaly.Core.Readers.Content;
using NetAnomaly.Core.Readers.Csv;
using NetAnomaly.Core.Readers.Json;

namespace NetAnomaly.Core.Readers;

/// <summary>Reads files of flows in any of the <see cref="FlowFormats"/>, plain or packed with gzip, in constant memory.</summary>
public static class FlowFile
{
    /// <summary>How much of a file's beginning is looked at to recognise its format, in bytes.</summary>
    public const int HeadLength = 64 * 1024;

    /// <summary>Reads the flows of one file, in file order. The file is opened at the first flow and closed after the last, or when the consumer stops.</summary>
    /// <param name="path">The file; stands in <see cref="FlowRecord.File"/> as given.</param>
    /// <param name="options">Format and columns, where they are not to be recognised.</param>
    /// <param name="rejects">Takes the bad rows.</param>
    /// <param name="ct">Stops the reading between two rows.</param>
    /// <exception cref="ArgumentException">A column map with a format other than CSV.</exception>
    /// <exception cref="FlowFileException">While enumerating: the file cannot be read, or not to its end. All good flows before the fault have been delivered.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: <paramref name="ct"/> was cancelled.</exception>
    public static IEnumerable<FlowRecord> Read(string path, FlowReadOptions options, IRejectSink rejects, CancellationToken ct = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(rejects);
        if (options is { Columns: not null, Format: { } format } && !TakesColumns(format))
            throw new ArgumentException($"A column map goes with the formats {CsvFormat.FormatName} and {GenericJsonFormat.FormatName} only, not with {format}.", nameof(options));
        return Enumerate(path, options, new FlowReadContext { Path = path, Rejects = rejects, Columns = options.Columns, Cancellation = ct });
    }

    /// <summary>The name of a file's format, recognised from its content.</summary>
    /// <exception cref="FlowFileException">The file cannot be read, or is of no known format.</exception>
    public static string Sniff(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var content = FlowContent.Open(path);
        return FlowFormats.Sniff(content.Head)?.Name ?? throw content.Unrecognized(path);
    }

    private static IEnumerable<FlowRecord> Enumerate(string path, FlowReadOptions options, FlowReadContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        var named = options.Format is { } name ? FlowFormats.Find(name) ?? throw FlowFileErrors.UnknownName(path, name) : null;
        using var content = FlowContent.Open(path);
        var format = named ?? (options.Columns is null ? FlowFormats.Sniff(content.Head) : Mapped(content.Head)) ?? throw content.Unrecognized(path);
        foreach (var flow in format.Read(content.Stream, context)) yield return flow;
    }

    private static bool TakesColumns(string format) =>
        CsvFormat.FormatName.Equals(format, StringComparison.OrdinalIgnoreCase) || GenericJsonFormat.FormatName.Equals(format, StringComparison.OrdinalIgnoreCase);

    // Where columns are said, a file that also looks like another format is read by them.
    private static IFlowFormat? Mapped(ReadOnlySpan<byte> head) =>
        FlowFormats.Find(head.TrimStart(" \t\r\n["u8) is [(byte)'{', ..] ? GenericJsonFormat.FormatName : CsvFormat.FormatName);
}
