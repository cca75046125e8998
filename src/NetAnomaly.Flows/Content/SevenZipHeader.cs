using System.Buffers.Binary;
using SharpCompress.Compressors.LZMA;

namespace NetAnomaly.Flows.Content;

/// <summary>
/// Looks at the header of a 7z archive before the library reads it, which sets aside whatever the header asks for:
/// dictionaries, and room for folders, streams and files.
/// </summary>
/// <remarks>Source: 7zFormat.txt of 7-Zip. A header that is packed itself is unpacked to be looked at.</remarks>
internal static class SevenZipHeader
{
    private const int Start = 32;
    private const int MostHeader = 64 << 20;
    private const int MostPackings = 4;

    private const byte Header = 0x01;
    private const byte Properties = 0x02;
    private const byte AdditionalStreams = 0x03;
    private const byte MainStreams = 0x04;
    private const byte Files = 0x05;
    private const byte End = 0x00;
    private const byte PackedHeader = 0x17;

    /// <summary>Looks at it; the file is then where it was.</summary>
    /// <exception cref="InvalidDataException">It is malformed.</exception>
    /// <exception cref="InsufficientMemoryException">It asks for too much.</exception>
    public static void Check(Stream file)
    {
        var from = file.Position;
        var start = new byte[Start];
        file.ReadExactly(start);
        var at = BinaryPrimitives.ReadUInt64LittleEndian(start.AsSpan(12));
        var length = BinaryPrimitives.ReadUInt64LittleEndian(start.AsSpan(20));
        var header = Read(file, from, at, length);
        for (var packings = 0; header is [PackedHeader, ..]; packings++)
        {
            if (packings == MostPackings) throw new InvalidDataException("The header of the 7z archive has no end.");
            var reader = new SevenZipReader(header.AsSpan(1));
            if (Unpack(file, from, SevenZipStreams.Read(ref reader)) is not { } unpacked) break;
            header = unpacked;
        }

        if (header is [Header, ..]) CheckPlain(header);
        file.Position = from;
    }

    private static void CheckPlain(byte[] header)
    {
        var reader = new SevenZipReader(header.AsSpan(1));
        var type = reader.Byte();
        if (type == Properties)
        {
            while (reader.Byte() != End) reader.Skip();
            type = reader.Byte();
        }

        // No program writes them.
        if (type == AdditionalStreams) throw new InvalidDataException("The 7z archive has additional streams.");
        if (type == MainStreams)
        {
            SevenZipStreams.Read(ref reader);
            type = reader.Byte();
        }

        if (type == Files) reader.Count(SevenZipStreams.MostMembers, "files");
    }

    private static byte[] Read(Stream file, long from, ulong at, ulong length)
    {
        var room = (ulong)(file.Length - from - Start);
        if (at > room || length > room - at) throw new EndOfStreamException("The 7z archive ends before its header.");
        if (length > MostHeader) throw new InsufficientMemoryException("The header is larger than 64 MiB.");
        file.Position = from + Start + (long)at;
        var bytes = new byte[length];
        file.ReadExactly(bytes);
        return bytes;
    }

    // null: it is encrypted, which is told by the library.
    private static byte[]? Unpack(Stream file, long from, SevenZipStreams streams)
    {
        if (streams.IsEncrypted) return null;
        if (streams is not { First: { } coder, PackedLength: { } packed, UnpackedLength: <= MostHeader })
            throw new InvalidDataException("The header of the 7z archive is packed in a way that is not read.");
        var bytes = Read(file, from, streams.PackedAt, packed);
        if (coder.IsCopy) return bytes;
        using var stream = LzmaStream.Create(
            coder.Properties, new MemoryStream(bytes), bytes.Length, (long)streams.UnpackedLength, null,
            coder.IsLzma2);
        var unpacked = new byte[streams.UnpackedLength];
        stream.ReadExactly(unpacked);
        return unpacked;
    }
}
