namespace NetAnomaly.Flows.Content;

/// <summary>A file in an archive.</summary>
/// <param name="Name">Its path in the archive.</param>
/// <param name="Written">When it was last written, UTC, where that is known.</param>
/// <param name="IsEncrypted">Whether it needs a password.</param>
/// <param name="Checksum">The CRC-32 of its content, where the archive keeps it.</param>
/// <param name="Open">Opens its content. Members are opened in their order, each before the next is asked for.</param>
internal sealed record ArchiveMember(
    string Name, DateTime? Written, bool IsEncrypted, uint? Checksum, Func<Stream> Open);
