using NetAnomaly.Flows.Content;

namespace NetAnomaly.Flows.Files;

/// <summary>
/// Reads the members of an archive as files one after the other. One that cannot be read does not keep the others from
/// being read; it is told at the end.
/// </summary>
/// <param name="path">The archive.</param>
/// <param name="contents">What is in it.</param>
/// <param name="context">What the archive is read with.</param>
/// <param name="read">Reads one member.</param>
internal sealed class ArchiveReading(
    string path, FlowContents contents, FlowReadContext context,
    Func<FlowContent, FlowReadContext, IEnumerable<FlowRecord>> read)
{
    private FlowFileException? fault;
    private FlowFileException? passedOver;
    private int failed;
    private int exports;

    /// <summary>The flows of all members.</summary>
    /// <exception cref="FlowFileException">While enumerating: a member could not be read, or none is an
    /// export.</exception>
    public IEnumerable<FlowRecord> Flows()
    {
        using var members = contents.Members().GetEnumerator();
        while (Next(members))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            using var content = Open(members.Current);
            if (content is null) continue;
            using var flows = read(content, context.OfMember(content.Path, content.Written)).GetEnumerator();
            var before = failed;
            while (Next(flows)) yield return flows.Current;
            if (before == failed) exports++;
        }

        if (fault is not null) throw fault;
        if (exports == 0) throw passedOver ?? FlowFileErrors.Empty(path);
    }

    private bool Next(System.Collections.IEnumerator items)
    {
        try
        {
            return items.MoveNext();
        }
        catch (FlowFileException cause)
        {
            Keep(cause);
            return false;
        }
    }

    private FlowContent? Open(FlowMember member)
    {
        try
        {
            return member.Open();
        }
        catch (FlowFileException cause)
        {
            Keep(cause);
            return null;
        }
    }

    // A readme in an archive is no fault of it, where there are exports too.
    private void Keep(FlowFileException cause)
    {
        failed++;
        if (cause.Fault is not (FlowFileFault.UnknownFormat or FlowFileFault.Empty or FlowFileFault.NestedArchive))
        {
            fault ??= cause;
            return;
        }

        passedOver ??= cause;
        var (what, remedy) = cause.Fault == FlowFileFault.NestedArchive
            ? ("archive|archives within the archive was|were passed over", "Unpack the outer one to read them.")
            : (
                "member|members of the archive is|are of no known format, or empty, and was|were passed over",
                (string?)null);
        context.Note(what, remedy);
    }
}
