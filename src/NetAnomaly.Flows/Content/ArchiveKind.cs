using System.Formats.Tar;
using SharpCompress.Archives.SevenZip;
using SharpCompress.Archives.Zip;
using SharpCompress.Common;
using SharpCompress.Readers;

namespace NetAnomaly.Flows.Content;

/// <summary>A kind of archive, which holds files as members.</summary>
/// <param name="Name">What it is called: <c>zip</c>.</param>
/// <param name="NeedsFile">Whether it can only be read from a file, not from what comes out of another packing.</param>
/// <param name="Members">The members, in the order in which they stand there; folders and links left out.</param>
internal sealed record ArchiveKind(string Name, bool NeedsFile, Func<Stream, IEnumerable<ArchiveMember>> Members)
{
    /// <summary>How many bytes <see cref="Of"/> looks at.</summary>
    public const int HeadLength = 512;

    private const int TarMark = 257;

    private static readonly ReaderOptions Options = new()
    {
        LeaveStreamOpen = true,
        Providers = ZipProviders.All,
    };

    private static readonly ArchiveKind Zip = new("zip", NeedsFile: true, ZipMembers);
    private static readonly ArchiveKind SevenZip = new("7z", NeedsFile: true, SevenZipMembers);
    private static readonly ArchiveKind Tar = new("tar", NeedsFile: false, TarMembers);

    /// <summary>The kind of archive that bytes begin; <see langword="null"/> where it is none.</summary>
    public static ArchiveKind? Of(ReadOnlySpan<byte> head) => head switch
    {
        [0x50, 0x4b, 0x03, 0x04, ..] or [0x50, 0x4b, 0x05, 0x06, ..] => Zip,
        [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, ..] => SevenZip,
        _ => head.Length > TarMark && head[TarMark..].StartsWith("ustar"u8) ? Tar : null,
    };

    private static IEnumerable<ArchiveMember> ZipMembers(Stream file)
    {
        using var archive = ZipArchive.OpenArchive(file, Options);
        foreach (var entry in archive.Entries)
        {
            if (!entry.IsDirectory) yield return Member(entry, entry.OpenEntryStream);
        }
    }

    // One after the other: the members of a solid archive are one packed stream.
    private static IEnumerable<ArchiveMember> SevenZipMembers(Stream file)
    {
        SevenZipHeader.Check(file);
        using var archive = SevenZipArchive.OpenArchive(file, Options);
        using var reader = archive.ExtractAllEntries();
        while (reader.MoveToNextEntry())
        {
            if (!reader.Entry.IsDirectory) yield return Member(reader.Entry, reader.OpenEntryStream);
        }
    }

    private static IEnumerable<ArchiveMember> TarMembers(Stream content)
    {
        using var tar = new TarReader(new TarWatch(content), leaveOpen: true);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile
                or TarEntryType.ContiguousFile)) continue;
            yield return new ArchiveMember(
                entry.Name, entry.ModificationTime.UtcDateTime, IsEncrypted: false, Checksum: null,
                () => entry.DataStream ?? Stream.Null);
        }
    }

    private static ArchiveMember Member(IEntry entry, Func<Stream> open) => new(
        entry.Key ?? "", entry.LastModifiedTime, entry.IsEncrypted,
        entry.IsEncrypted || entry.Crc == 0 ? null : (uint)entry.Crc, open);
}
