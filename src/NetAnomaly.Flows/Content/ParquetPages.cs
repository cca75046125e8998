using System.Buffers.Binary;
using Parquet.Meta;
using ZstdSharp;

namespace NetAnomaly.Flows.Content;

/// <summary>
/// Looks at the metadata of a Parquet file before the library reads it, which sets aside whatever they ask for and
/// follows them wherever they lead.
/// </summary>
internal static class ParquetPages
{
    // Parquet.Net itself writes each column of a group as one page.
    private const int MostPage = 256 << 20;
    private const int HeadWindow = 1 << 16;
    private const int Tail = 8;

    /// <summary>Looks at the metadata at the end of a file.</summary>
    /// <exception cref="InvalidDataException">They are malformed.</exception>
    public static void CheckFooter(Stream file)
    {
        Span<byte> tail = stackalloc byte[Tail];
        if (file.Length < Tail) throw new EndOfStreamException();
        file.Position = file.Length - Tail;
        file.ReadExactly(tail);
        // Encrypted metadata are told by the library.
        if (!tail[sizeof(int)..].SequenceEqual("PAR1"u8)) return;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        if (length > file.Length - Tail) throw new EndOfStreamException();
        if (length > MostPage) throw new InsufficientMemoryException("Its metadata are larger than 256 MiB.");
        var footer = new byte[length];
        file.Position = file.Length - Tail - length;
        file.ReadExactly(footer);
        var reader = new ThriftReader(footer);
        for (var field = 0; reader.Next(ref field, out var type);) reader.Skip(type);
    }

    /// <summary>Looks at the headers of the pages of a column.</summary>
    /// <param name="file">The file.</param>
    /// <param name="column">The column.</param>
    /// <param name="rows">How many rows its group has.</param>
    /// <exception cref="InvalidDataException">They are malformed.</exception>
    /// <exception cref="InsufficientMemoryException">They ask for too much memory.</exception>
    public static void Check(Stream file, ColumnMetaData column, long rows)
    {
        if (column.NumValues != rows) throw new InvalidDataException("A column has more or fewer values than rows.");
        long[] starts =
        [
            .. new[] { column.DictionaryPageOffset ?? 0, column.DataPageOffset, column.IndexPageOffset ?? 0 }
                .Where(start => start != 0),
        ];
        if (starts.Length == 0) throw new InvalidDataException("A column has no pages.");
        var at = starts.Min();
        Span<byte> window = new byte[HeadWindow];
        for (long values = 0; values < rows;)
        {
            if (at < 0 || at >= file.Length) throw new EndOfStreamException();
            file.Position = at;
            var head = window[..file.ReadAtLeast(window, window.Length, throwOnEndOfStream: false)];
            var page = Page.Read(head);
            if (page.Packed < 0 || page.Unpacked < 0 || page.Values < 0 || page.Values > Math.Max(rows, page.Unpacked))
                throw new InvalidDataException("A page of a column makes no sense.");
            at += page.HeadLength;
            if (page.Packed > file.Length - at) throw new EndOfStreamException();
            if (Math.Max(page.Unpacked, Unpacked(column.Codec, head[page.HeadLength..])) > MostPage)
                throw new InsufficientMemoryException("A page of a column is larger than 256 MiB.");
            at += page.Packed;
            if (!page.IsDictionary) values += page.Values;
        }
    }

    // These say themselves how long their content is, and are believed.
    private static long Unpacked(CompressionCodec codec, ReadOnlySpan<byte> packed)
    {
        switch (codec)
        {
            case CompressionCodec.SNAPPY:
                var length = 0L;
                for (var at = 0; at < Math.Min(5, packed.Length); at++)
                {
                    length |= (long)(packed[at] & 0x7f) << (7 * at);
                    if (packed[at] < 0x80) break;
                }

                return length;
            case CompressionCodec.ZSTD:
                var declared = Decompressor.GetDecompressedSize(packed);
                return declared > MostPage ? long.MaxValue : (long)declared;
            default:
                return 0;
        }
    }

    private readonly record struct Page(bool IsDictionary, long Unpacked, long Packed, long Values, int HeadLength)
    {
        public static Page Read(ReadOnlySpan<byte> content)
        {
            const int dictionary = 2;
            const byte isStruct = 12;
            var page = new Page();
            var reader = new ThriftReader(content);
            for (var field = 0; reader.Next(ref field, out var type);)
            {
                switch (field, type)
                {
                    case (1, not isStruct):
                        page = page with { IsDictionary = reader.Number() == dictionary };
                        break;
                    case (2, not isStruct):
                        page = page with { Unpacked = reader.Number() };
                        break;
                    case (3, not isStruct):
                        page = page with { Packed = reader.Number() };
                        break;
                    case (5 or 7 or 8, isStruct):
                        page = page with { Values = Math.Max(page.Values, ReadValues(ref reader)) };
                        break;
                    default:
                        reader.Skip(type);
                        break;
                }
            }

            return page with { HeadLength = reader.Position };
        }

        private static long ReadValues(ref ThriftReader reader)
        {
            var values = 0L;
            for (var field = 0; reader.Next(ref field, out var type);)
            {
                if (field == 1) values = reader.Number();
                else reader.Skip(type);
            }

            return values is >= 0 and <= int.MaxValue ? values : int.MaxValue;
        }
    }
}
