using NetAnomaly.Flows.Content;
using NetAnomaly.Flows.Formats;

namespace NetAnomaly.Flows.Files;

/// <summary>
/// Reads files of flows in any of the <see cref="FlowFormats"/>, in constant memory: plain, packed with gzip, bzip2,
/// xz, zstd or LZ4, or as members of zip, 7z and tar archives.
/// </summary>
internal static class FlowFile
{
    /// <summary>
    /// Reads the flows of one file, in file order. The file is opened at the first flow and closed after the last, or
    /// when the consumer stops.
    /// </summary>
    /// <param name="path">The file; stands in <see cref="FlowRecord.File"/> as given, followed by the member's path
    /// where it is an archive.</param>
    /// <param name="options">Format and columns, where they are not to be recognised.</param>
    /// <param name="rejects">Takes the bad rows.</param>
    /// <param name="ct">Stops the reading between two rows.</param>
    /// <exception cref="ArgumentException">A column map with a format other than CSV.</exception>
    /// <exception cref="FlowFileException">While enumerating: the file cannot be read, or not to its end. All good
    /// flows before the fault have been delivered.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: <paramref name="ct"/> was cancelled.</exception>
    public static IEnumerable<FlowRecord> Read(
        string path, FlowReadOptions options, IRejectSink rejects, CancellationToken ct = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(rejects);
        if (options is { Columns: not null, Format: { } format } && !TakesColumns(format))
            throw new ArgumentException(
                $"A column map goes with the formats {CsvFormat.FormatName} and {GenericJsonFormat.FormatName} only, "
                    + $"not with {format}.", nameof(options));
        return Enumerate(
            path, options,
            new FlowReadContext
            {
                Path = path, Rejects = rejects, Columns = options.Columns, Text = options.Text, Cancellation = ct,
            });
    }

    /// <summary>The name of a file's format, recognised from its content.</summary>
    /// <exception cref="FlowFileException">The file cannot be read, or is of no known format.</exception>
    public static string Sniff(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Look(path, (_, format) => format.Name);
    }

    /// <summary>What a file is, recognised from its content.</summary>
    /// <exception cref="FlowFileException">The file cannot be read, or is of no known format.</exception>
    public static FlowFileFormat Describe(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Look(
            path, (content, format) =>
                new FlowFileFormat(path, format.Name, format.Description, content.Packing, Header(content.Head)));
    }

    /// <summary>
    /// Whether a file can be left unread, because it was last written more than a day before the first flow that is
    /// wanted.
    /// </summary>
    /// <remarks>
    /// A flow is written after it began. The day forgives clocks and local times; a last write before 1990 is none that
    /// a collector made. A file whose flows are all too late must be read: nothing outside it says so.
    /// </remarks>
    public static bool CanSkip(string path, FlowReadOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        if (options.After is not { } after || !File.Exists(path)) return false;
        var written = File.GetLastWriteTimeUtc(path);
        return written.Year >= 1990 && written.AddDays(1) < after;
    }

    private static string? Header(ReadOnlySpan<byte> head)
    {
        const int longest = 500;
        var first = Text.HeadText.FirstLine(head);
        return first.AsSpan().ContainsAny('\0', '\uFFFD') ? null : first.Length <= longest ? first : first[..longest];
    }

    private static IEnumerable<FlowRecord> Enumerate(string path, FlowReadOptions options, FlowReadContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        var named = options.Format is { } name
            ? FlowFormats.Find(name) ?? throw FormatErrors.UnknownName(path, name)
            : null;
        using var contents = FlowContents.Open(path);
        if (contents.IsArchive)
        {
            foreach (var flow in new ArchiveReading(path, contents, context, ReadOne).Flows()) yield return flow;
            yield break;
        }

        using var single = contents.Single();
        foreach (var flow in ReadOne(single, context)) yield return flow;

        IEnumerable<FlowRecord> ReadOne(FlowContent content, FlowReadContext own)
        {
            var format = named ?? (options.Columns is null ? FlowFormats.Sniff(content.Head) : Mapped(content.Head))
                ?? throw Unrecognized(content);
            own.Rejects.Recognized(format.Name);
            if (content.Zeros > 0)
                own.Note(
                    "byte|bytes of zero at the beginning was|were passed over, as a log has them that was emptied "
                        + "under its writer",
                    "Let the writer append, or rotate by renaming: the rows that stood there are lost.", content.Zeros);
            var spread = new TimeSpread();
            foreach (var flow in format.Read(content.Stream, own))
            {
                if (!options.Wants(flow)) continue;
                spread.Add(flow);
                yield return flow;
            }

            spread.Tell(own);
            if (content.IsFollowed)
                own.Note(
                    "piece|pieces that is|are not packed stands|stand behind the packed content and was|were "
                        + "passed over",
                    "Look whether the file was joined of a packed and a plain one: what the plain one had is not "
                        + "read.");
        }
    }

    // Of an archive the first member that is an export is looked at.
    private static T Look<T>(string path, Func<FlowContent, IFlowFormat, T> look)
    {
        using var contents = FlowContents.Open(path);
        if (!contents.IsArchive)
        {
            using var single = contents.Single();
            return look(single, FlowFormats.Sniff(single.Head) ?? throw Unrecognized(single));
        }

        FlowFileException? first = null;
        foreach (var member in contents.Members())
        {
            try
            {
                using var content = member.Open();
                return look(content, FlowFormats.Sniff(content.Head) ?? throw Unrecognized(content));
            }
            catch (FlowFileException cause)
            {
                first ??= cause;
            }
        }

        throw first ?? FlowFileErrors.Empty(path);
    }

    private static bool TakesColumns(string format) =>
        CsvFormat.FormatName.Equals(format, StringComparison.OrdinalIgnoreCase)
        || GenericJsonFormat.FormatName.Equals(format, StringComparison.OrdinalIgnoreCase);

    // Where columns are said, a file that also looks like another format is read by them.
    private static IFlowFormat? Mapped(ReadOnlySpan<byte> head) =>
        FlowFormats.Find(
            Text.JsonHead.IsObjects(head) ? GenericJsonFormat.FormatName : CsvFormat.FormatName);

    // The error that broke off the beginning says more than that no format fits.
    private static Exception Unrecognized(FlowContent content) =>
        content.PendingError ?? FormatErrors.UnknownContent(content.Path, content.Head);
}
