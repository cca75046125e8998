namespace NetAnomaly.Flows;

/// <summary>
/// One format of flow exports: how to recognise it and how to read it. A new format is one such class and a line in
/// FlowFormats.
/// </summary>
internal interface IFlowFormat
{
    /// <summary>The name users give to <c>-Format</c>, such as <c>Argus</c>.</summary>
    string Name { get; }

    /// <summary>What it is, in one line.</summary>
    string Description { get; }

    /// <summary>By what a file of this format is recognised, in a few words.</summary>
    string Recognition => "its first bytes";

    /// <summary>Whether a file that begins like this is of this format. Looks at content, never at names.</summary>
    /// <param name="head">The first bytes of the file, unpacked; up to 64 KiB, fewer only at the end of the
    /// file.</param>
    bool Recognizes(ReadOnlySpan<byte> head);

    /// <summary>
    /// Reads flows one by one, never holding the file; bad rows go to <see cref="FlowReadContext.Rejects"/> and reading
    /// goes on.
    /// </summary>
    /// <param name="stream">The unpacked content, at its beginning; the caller disposes it.</param>
    /// <param name="context">Where it comes from, and the services that a reader shares.</param>
    /// <exception cref="FlowFileException">The file as a whole cannot be read (on, from here): broken XML, a missing
    /// header column.</exception>
    IEnumerable<FlowRecord> Read(Stream stream, FlowReadContext context);
}
