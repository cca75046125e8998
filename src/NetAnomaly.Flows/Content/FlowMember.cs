namespace NetAnomaly.Flows.Content;

/// <summary>A member of an archive that may be an export.</summary>
/// <param name="archive">The archive's path.</param>
/// <param name="packing">How the archive is packed.</param>
/// <param name="member">The member.</param>
/// <param name="limit">The archive's limit.</param>
internal sealed class FlowMember(string archive, string packing, ArchiveMember member, DecompressionLimit limit)
{
    /// <summary>The archive's path and the member's in it: <c>x.zip/day1.csv</c>.</summary>
    public string Path { get; } = $"{archive}/{member.Name}";

    /// <summary>Opens the member, which may be packed once more.</summary>
    /// <exception cref="FlowFileException">It is encrypted, an archive itself, empty, or broken from its
    /// beginning.</exception>
    public FlowContent Open()
    {
        if (member.IsEncrypted) throw FlowFileErrors.Encrypted(Path);
        var content = Unpack();
        try
        {
            if (ArchiveKind.Of(content.Peek(ArchiveKind.HeadLength)) is { } inner)
                throw FlowFileErrors.NestedArchive(Path, inner.Name);
            return new FlowContent(Path, packing, content) { Written = member.Written };
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    private PeekableStream Unpack()
    {
        try
        {
            var content = new CheckedStream(Path, member.Open(), limit, member.Checksum);
            return FlowContents.Unpack(Path, new PeekableStream(content), limit, out _);
        }
        catch (Exception cause) when (Decoders.IsTheirFault(cause))
        {
            throw Decoders.Broken(Path, cause, isAtEnd: false);
        }
    }
}
