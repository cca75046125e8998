namespace NetAnomaly.Flows.Content;

/// <summary>The streams of a 7z archive, as far as they say what they need.</summary>
internal sealed class SevenZipStreams
{
    /// <summary>How many folders, streams or files are read: those of our own archives are dozens.</summary>
    public const int MostMembers = 100_000;

    private const int MostCoders = 32;
    private const int MostProperties = 1024;

    private const byte End = 0x00;
    private const byte PackInfo = 0x06;
    private const byte UnpackInfo = 0x07;
    private const byte SubStreams = 0x08;
    private const byte Size = 0x09;
    private const byte Crc = 0x0a;
    private const byte Folder = 0x0b;
    private const byte UnpackSizes = 0x0c;
    private const byte StreamCounts = 0x0d;

    private readonly List<int> outputs = [];
    private bool[] hasCrc = [];

    /// <summary>The coder of the only folder; <see langword="null"/> where there are more, or one that packs no
    /// headers.</summary>
    public SevenZipCoder? First { get; private set; }

    /// <summary>Whether any folder is encrypted.</summary>
    public bool IsEncrypted { get; private set; }

    /// <summary>Where packed streams begin.</summary>
    public ulong PackedAt { get; private set; }

    /// <summary>The length of the only packed stream.</summary>
    public ulong? PackedLength { get; private set; }

    /// <summary>The length of the first folder's content.</summary>
    public ulong UnpackedLength { get; private set; }

    /// <summary>Reads them.</summary>
    /// <exception cref="InvalidDataException">They are malformed, or too many.</exception>
    /// <exception cref="InsufficientMemoryException">They ask for too much memory.</exception>
    public static SevenZipStreams Read(ref SevenZipReader reader)
    {
        var streams = new SevenZipStreams();
        for (var type = reader.Byte(); type != End; type = reader.Byte())
        {
            switch (type)
            {
                case PackInfo:
                    streams.ReadPacked(ref reader);
                    break;
                case UnpackInfo:
                    streams.ReadFolders(ref reader);
                    break;
                case SubStreams:
                    streams.ReadSubStreams(ref reader);
                    break;
                default:
                    throw new InvalidDataException("The streams of the 7z archive make no sense.");
            }
        }

        return streams;
    }

    private void ReadPacked(ref SevenZipReader reader)
    {
        PackedAt = reader.Number();
        var count = reader.Count(MostMembers, "packed streams");
        Find(ref reader, Size);
        for (var at = 0; at < count; at++)
        {
            var length = reader.Number();
            PackedLength = count == 1 ? length : null;
        }

        for (var type = reader.Byte(); type != End; type = reader.Byte())
        {
            if (type == Crc) reader.Digests(count);
            else reader.Skip();
        }
    }

    private void ReadFolders(ref SevenZipReader reader)
    {
        Find(ref reader, Folder);
        var count = reader.Count(MostMembers, "folders");
        // Folders that stand elsewhere are written by no program.
        if (reader.Byte() != 0) throw new InvalidDataException("The folders of the 7z archive stand elsewhere.");
        for (var at = 0; at < count; at++) ReadFolder(ref reader, isOnly: count == 1);
        Find(ref reader, UnpackSizes);
        hasCrc = new bool[count];
        for (var folder = 0; folder < count; folder++)
        {
            for (var output = 0; output < outputs[folder]; output++)
            {
                var length = reader.Number();
                if (folder == 0 && output == 0) UnpackedLength = length;
            }
        }

        for (var type = reader.Byte(); type != End; type = reader.Byte())
        {
            if (type == Crc) hasCrc = reader.Digests(count);
            else reader.Skip();
        }
    }

    private void ReadFolder(ref SevenZipReader reader, bool isOnly)
    {
        const int idLength = 0x0f;
        const int isComplex = 0x10;
        const int hasProperties = 0x20;
        var count = reader.Count(MostCoders, "coders of a folder");
        var (inputs, own) = (0, 0);
        for (var at = 0; at < count; at++)
        {
            var flags = reader.Byte();
            var id = 0UL;
            foreach (var part in reader.Bytes((ulong)(flags & idLength))) id = (id << 8) | part;
            inputs += (flags & isComplex) != 0 ? reader.Count(MostCoders, "streams of a coder") : 1;
            own += (flags & isComplex) != 0 ? reader.Count(MostCoders, "streams of a coder") : 1;
            var length = (flags & hasProperties) != 0 ? reader.Count(MostProperties, "bytes of properties") : 0;
            var coder = new SevenZipCoder(id, reader.Bytes((ulong)length).ToArray());
            MemoryBound.Check(coder.Dictionary);
            IsEncrypted |= coder.IsEncryption;
            if (isOnly && count == 1 && coder.IsOfHeaders) First = coder;
        }

        var bound = own - 1;
        if (bound < 0 || inputs < bound) throw new InvalidDataException("A folder of the 7z archive makes no sense.");
        for (var at = 0; at < 2 * bound; at++) reader.Number();
        if (inputs - bound != 1)
        {
            for (var at = 0; at < inputs - bound; at++) reader.Number();
        }

        outputs.Add(own);
    }

    private void ReadSubStreams(ref SevenZipReader reader)
    {
        int[] counts = [.. Enumerable.Repeat(1, hasCrc.Length)];
        var type = reader.Byte();
        for (; type is not (Crc or Size or End); type = reader.Byte())
        {
            if (type != StreamCounts)
            {
                reader.Skip();
                continue;
            }

            var left = MostMembers;
            for (var at = 0; at < counts.Length; at++) left -= counts[at] = reader.Count(left, "files in folders");
        }

        if (type == Size)
        {
            foreach (var count in counts)
            {
                for (var at = 1; at < count; at++) reader.Number();
            }

            type = reader.Byte();
        }

        var digests = 0;
        for (var at = 0; at < counts.Length; at++) digests += counts[at] == 1 && hasCrc[at] ? 0 : counts[at];
        for (; type != End; type = reader.Byte())
        {
            if (type == Crc) reader.Digests(digests);
            else reader.Skip();
        }
    }

    // What comes before is passed over.
    private static void Find(ref SevenZipReader reader, byte wanted)
    {
        for (var type = reader.Byte(); type != wanted; type = reader.Byte())
        {
            if (type == End) throw new InvalidDataException("The streams of the 7z archive make no sense.");
            reader.Skip();
        }
    }
}
