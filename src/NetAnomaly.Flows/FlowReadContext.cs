namespace NetAnomaly.Flows;

/// <summary>What a reader is given beside its stream.</summary>
internal sealed class FlowReadContext
{
    internal const int RejectedTextLength = 500;
    private const int ReasonLength = 300;

    private DateTime? written;

    /// <summary>The file's path, as it should stand in records and messages.</summary>
    public required string Path { get; init; }

    /// <summary>Where bad rows go.</summary>
    public required IRejectSink Rejects { get; init; }

    /// <summary>Addresses seen before, by their raw text, in canonical form.</summary>
    public StringPool Addresses { get; init; } = new();

    /// <summary>Protocols seen before, by their raw text (a name or a number), in canonical form.</summary>
    public StringPool Protocols { get; init; } = new();

    /// <summary>Other texts seen before: states, services, labels.</summary>
    public StringPool Texts { get; init; } = new();

    /// <summary>For generic CSV: which column holds what; <see langword="null"/> for the ready-made maps.</summary>
    public ColumnMap? Columns { get; init; }

    /// <summary>How texts of times and numbers are read.</summary>
    public FlowTextOptions Text { get; init; } = FlowTextOptions.Default;

    /// <summary>Checked between rows.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>
    /// When the file was last written, UTC: what dates a log whose times have no year. Now, where that is not known.
    /// </summary>
    internal DateTime Written => written ??= WhenWritten();

    /// <summary>The same context with another place for bad rows; what it shares stays shared.</summary>
    internal FlowReadContext With(IRejectSink rejects) => Copy(Path, rejects, written);

    /// <summary>The same context for a member of an archive; what it shares stays shared.</summary>
    /// <param name="path">The archive's path with the member's.</param>
    /// <param name="when">When the member was last written, where that is known.</param>
    internal FlowReadContext OfMember(string path, DateTime? when) =>
        Copy(path, Rejects, when is { } known ? DateTime.SpecifyKind(known, DateTimeKind.Utc) : Written);

    /// <summary>Hands on a bad row.</summary>
    /// <param name="line">Its line, counted from 1.</param>
    /// <param name="reason">What is wrong, naming column and value; cut at 300 characters.</param>
    /// <param name="text">The row; cut at 500 characters.</param>
    public void Reject(long line, string reason, ReadOnlySpan<char> text) =>
        Rejects.Add(new RejectedRow(
            Path, line, reason.Length > ReasonLength ? reason[..ReasonLength] + "…" : reason,
            text[..Math.Min(text.Length, RejectedTextLength)].ToString()));

    /// <summary>Says what was done to rows that are not bad: passed over, or read on an assumption.</summary>
    /// <param name="text">What, after the number, with the forms for one and for several: <c>record|records of Zeek's
    /// other logs was|were passed over</c>.</param>
    /// <param name="remedy">What to do about it, a sentence.</param>
    /// <param name="count">To how many.</param>
    public void Note(string text, string? remedy = null, long count = 1) =>
        Rejects.Note(new FlowReadNote(Path, text, remedy), count);

    private FlowReadContext Copy(string path, IRejectSink rejects, DateTime? when) => new()
    {
        Path = path,
        Rejects = rejects,
        Addresses = Addresses,
        Protocols = Protocols,
        Texts = Texts,
        Columns = Columns,
        Text = Text,
        Cancellation = Cancellation,
        written = when,
    };

    private DateTime WhenWritten()
    {
        try
        {
            return File.Exists(Path) ? File.GetLastWriteTimeUtc(Path) : DateTime.UtcNow;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return DateTime.UtcNow;
        }
    }
}
