using System.Globalization;
using System.Text;

namespace NetAnomaly.Flows.Content;

/// <summary>
/// A tar archive as it is read, with an eye on its headers: .NET reads names and attributes that stand in entries of
/// their own into memory at once, however long the archive says they are.
/// </summary>
/// <param name="inner">The archive, from its first header.</param>
internal sealed class TarWatch(Stream inner) : ReadOnlyStream
{
    private const int Block = 512;
    private const int SizeAt = 124;
    private const int SizeLength = 12;
    private const int TypeAt = 156;
    private const int MarkAt = 257;

    // A path has 4 KiB at most; attributes are a few lines.
    private const int MostAttributes = 1 << 20;

    private readonly byte[] header = new byte[Block];
    private readonly MemoryStream attributes = new();
    private int filled;
    private long content;
    private long padding;
    private bool isAttributes;
    private long? nextSize;

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Look(buffer[..read]);
        return read;
    }

    private void Look(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (content > 0)
            {
                var taken = (int)Math.Min(content, bytes.Length);
                if (isAttributes) attributes.Write(bytes[..taken]);
                content -= taken;
                if (content == 0 && isAttributes) nextSize = SizeIn(Encoding.UTF8.GetString(attributes.ToArray()));
                bytes = bytes[taken..];
                continue;
            }

            if (padding > 0)
            {
                var taken = (int)Math.Min(padding, bytes.Length);
                padding -= taken;
                bytes = bytes[taken..];
                continue;
            }

            var part = Math.Min(Block - filled, bytes.Length);
            bytes[..part].CopyTo(header.AsSpan(filled));
            filled += part;
            bytes = bytes[part..];
            if (filled == Block) LookAtHeader();
        }
    }

    private void LookAtHeader()
    {
        filled = 0;
        isAttributes = false;
        if (!header.AsSpan(MarkAt).StartsWith("ustar"u8)) return;
        var type = header[TypeAt];
        content = Size(header.AsSpan(SizeAt, SizeLength));
        if (type is (byte)'x' or (byte)'g' or (byte)'L' or (byte)'K')
        {
            if (content > MostAttributes)
                throw new InsufficientMemoryException("The name or the attributes of a member take more than 1 MiB.");
            attributes.SetLength(0);
            isAttributes = type == (byte)'x';
        }
        else
        {
            content = nextSize ?? content;
            nextSize = null;
            // Links and folders have no content, whatever size stands there.
            if (type is >= (byte)'1' and <= (byte)'6') content = 0;
        }

        padding = (Block - (content % Block)) % Block;
    }

    // Octal digits, or eleven bytes behind one with the highest bit.
    private static long Size(ReadOnlySpan<byte> field)
    {
        var size = 0L;
        if ((field[0] & 0x80) != 0)
        {
            foreach (var part in field[^sizeof(long)..]) size = (size << 8) | part;
            return Math.Max(0, size);
        }

        foreach (var digit in field)
        {
            if (digit is >= (byte)'0' and <= (byte)'7') size = (size << 3) | (uint)(digit - '0');
        }

        return size;
    }

    // Attributes are lines of a length, a name and a value.
    private static long? SizeIn(string attributes)
    {
        const string name = " size=";
        var at = attributes.IndexOf(name, StringComparison.Ordinal);
        if (at < 0) return null;
        var value = attributes.AsSpan(at + name.Length);
        var end = value.IndexOf('\n');
        return end > 0 && long.TryParse(value[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? size
            : null;
    }
}
