using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace NetAnomaly.Core.Engines.Native;

/// <summary>
/// A 64-bit little-endian ELF shared object, read as the dynamic linker sees it: by virtual address and dynamic table,
/// without section headers. Every read is checked against the segment and the file. Source: System V Application Binary
/// Interface, chapters 4 and 5.
/// </summary>
internal sealed class ElfImage : IDisposable
{
    private const int HeaderLength = 64;
    private const int SegmentLength = 56;
    private const int EntryLength = 16;
    private const int SharedObjectType = 3;
    private const uint Load = 1;
    private const uint Dynamic = 2;
    private const long StringTable = 5;
    private const long StringTableSize = 10;

    private readonly string path;
    private readonly SafeFileHandle file;
    private readonly long length;
    private readonly List<(ulong Address, ulong Size, ulong Offset)> segments = [];
    private readonly Dictionary<long, ulong> dynamic = [];
    private readonly byte[] strings;

    private ElfImage(string path, SafeFileHandle file)
    {
        this.path = path;
        this.file = file;
        length = RandomAccess.GetLength(file);
        ReadHeaders();
        strings = ReadStrings();
    }

    /// <summary>Opens a file.</summary>
    /// <exception cref="InvalidDataException">It is no such file, or is truncated; the message names it.</exception>
    public static ElfImage Open(string path)
    {
        var file = File.OpenHandle(path);
        try
        {
            return new ElfImage(path, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    /// <summary>The error of a file that cannot be read as a shared object.</summary>
    public InvalidDataException Malformed(string why) => new($"'{path}' cannot be read as an ELF shared object: {why}");

    /// <summary>An entry of the dynamic table; <see langword="null"/> where there is none with this tag.</summary>
    public ulong? Entry(long tag) => dynamic.TryGetValue(tag, out var value) ? value : null;

    /// <summary>Reads what the linker maps at an address.</summary>
    public byte[] Read(ulong address, long count) => ReadFile(Offset(address, count), count);

    /// <summary>Where in the file lies what the linker maps at an address.</summary>
    public ulong Offset(ulong address, long count)
    {
        foreach (var segment in segments)
        {
            if (address < segment.Address || address - segment.Address >= segment.Size) continue;
            var within = address - segment.Address;
            if ((ulong)count <= segment.Size - within) return segment.Offset + within;
        }

        throw Malformed($"nothing in the file is mapped at the {count} bytes from address 0x{address:x}");
    }

    /// <summary>A string of the dynamic string table.</summary>
    public string Text(uint index)
    {
        var end = index < strings.Length ? Array.IndexOf(strings, (byte)0, (int)index) : -1;
        return end >= 0
            ? Encoding.UTF8.GetString(strings, (int)index, end - (int)index)
            : throw Malformed($"its string table has no string at {index}");
    }

    private void ReadHeaders()
    {
        var header = ReadFile(0, HeaderLength);
        if (!header.AsSpan(0, 4).SequenceEqual("\u007fELF"u8)) throw Malformed("it does not begin as an ELF file does");
        if (header[4] != 2 || header[5] != 1) throw Malformed("it is not 64-bit little-endian");
        var type = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(16));
        var entry = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(54));
        var count = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(56));
        if (type != SharedObjectType) throw Malformed("it is an ELF file of another type");
        if (entry != SegmentLength) throw Malformed("its program headers have an unknown size");
        ReadSegments(ReadFile(BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(32)), count * (long)SegmentLength));
    }

    private void ReadSegments(byte[] table)
    {
        (ulong Offset, ulong Size)? dynamicSegment = null;
        for (var start = 0; start < table.Length; start += SegmentLength)
        {
            var segment = table.AsSpan(start, SegmentLength);
            var type = BinaryPrimitives.ReadUInt32LittleEndian(segment);
            var offset = BinaryPrimitives.ReadUInt64LittleEndian(segment[8..]);
            var size = BinaryPrimitives.ReadUInt64LittleEndian(segment[32..]);
            if (type == Load) segments.Add((BinaryPrimitives.ReadUInt64LittleEndian(segment[16..]), size, offset));
            if (type == Dynamic) dynamicSegment = (offset, size);
        }

        if (dynamicSegment is not { } found) throw Malformed("it has no dynamic table");
        ReadDynamicTable(found.Offset, found.Size);
    }

    private void ReadDynamicTable(ulong offset, ulong size)
    {
        var table = ReadFile(offset, (long)Math.Min(size, long.MaxValue));
        for (var start = 0; start + EntryLength <= table.Length; start += EntryLength)
        {
            var tag = BinaryPrimitives.ReadInt64LittleEndian(table.AsSpan(start));
            if (tag == 0) break;
            dynamic.TryAdd(tag, BinaryPrimitives.ReadUInt64LittleEndian(table.AsSpan(start + 8)));
        }
    }

    private byte[] ReadStrings() =>
        Entry(StringTable) is { } at && Entry(StringTableSize) is { } size and <= int.MaxValue
            ? Read(at, (long)size)
            : throw Malformed("it has no string table");

    private byte[] ReadFile(ulong offset, long count)
    {
        if (count > Array.MaxLength || offset > (ulong)length || (ulong)count > (ulong)length - offset)
        {
            throw Malformed($"it is truncated: {count} bytes at {offset} are wanted of {length} bytes in all");
        }

        var bytes = new byte[count];
        for (var done = 0; done < bytes.Length;)
        {
            var read = RandomAccess.Read(file, bytes.AsSpan(done), (long)offset + done);
            if (read == 0) throw Malformed("it has been truncated meanwhile");
            done += read;
        }

        return bytes;
    }
}
