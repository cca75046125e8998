using System.Globalization;
using NetAnomaly.Flows.Wire;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// The header of a flow-tools file (ftlib.h of flow-tools): byte order, version of NetFlow, whether it is packed.
/// </summary>
/// <param name="IsBigEndian">The records' byte order.</param>
/// <param name="IsPacked">Whether the records are packed with zlib.</param>
/// <param name="RecordLength">Bytes of a record.</param>
internal sealed record FlowCaptureHeader(bool IsBigEndian, bool IsPacked, int RecordLength)
{
    private const int FixedLength = 8;
    private const uint MaxLength = 1 << 20;
    private const ushort ExportVersion = 2;
    private const ushort HeaderFlags = 8;
    private const uint PackedFlag = 2;

    /// <summary>Reads the header; the stream stands behind it then.</summary>
    /// <exception cref="FlowFileException">It is broken, or of a version that is not known here.</exception>
    public static FlowCaptureHeader Read(Stream stream, FlowReadContext context)
    {
        var start = new byte[FixedLength];
        Fill(stream, start, context);
        if (start is not [0xcf, 0x10, 1 or 2, 3, ..])
            throw Unsupported(context, "a flow-tools file whose stream version is not 3");
        var isBig = start[2] == 2;
        var length = ByteSource.UInt32(start.AsSpan(4), isBig);
        if (length is < FixedLength or > MaxLength)
            throw FlowFileErrors.Broken(
                FlowFileFault.Malformed, context.Path, 0,
                new InvalidDataException("The header's length is out of range."));
        var fields = new byte[length - FixedLength];
        Fill(stream, fields, context);
        var (version, flags) = Fields(fields, isBig);
        var recordLength = version switch
        {
            1 => 60,
            5 => 64,
            6 or 1005 => 72,
            7 => 68,
            _ => throw Unsupported(
                context,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"a flow-tools file of export version {version}; 1, 5, 6, 7 and 1005 can be read")),
        };
        return new FlowCaptureHeader(isBig, (flags & PackedFlag) != 0, recordLength);
    }

    private static (uint Version, uint Flags) Fields(ReadOnlySpan<byte> fields, bool isBig)
    {
        var (version, flags) = (0u, 0u);
        while (fields.Length >= 4)
        {
            var type = ByteSource.UInt16(fields, isBig);
            int length = ByteSource.UInt16(fields[2..], isBig);
            if (length > fields.Length - 4) break;
            if (type == ExportVersion && length >= 2) version = ByteSource.UInt16(fields[4..], isBig);
            if (type == HeaderFlags && length >= 4) flags = ByteSource.UInt32(fields[4..], isBig);
            fields = fields[(4 + length)..];
        }

        return (version, flags);
    }

    private static void Fill(Stream stream, Span<byte> bytes, FlowReadContext context)
    {
        try
        {
            stream.ReadExactly(bytes);
        }
        catch (EndOfStreamException error)
        {
            throw FlowFileErrors.Broken(FlowFileFault.Truncated, context.Path, 0, error);
        }
        catch (IOException error)
        {
            throw FlowFileErrors.AtLine(error, context.Path, 0);
        }
    }

    private static FlowFileException Unsupported(FlowReadContext context, string what) => new(
        FlowFileFault.UnknownFormat, context.Path, 0, $"{context.Path}: this is {what}.",
        "Write it as text: flow-export -f 2 < FILE, and import that.");
}
