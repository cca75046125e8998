using System.Text;
using Parquet;
using Parquet.Meta;
using Parquet.Schema;

namespace NetAnomaly.Flows.Content;

/// <summary>
/// The rows of a Parquet file as lines of text, so that the readers of tables read them: CSV with the names of the
/// columns; for AWS VPC flow logs the text form of these, with <c>-</c> where there is no value.
/// </summary>
/// <remarks>
/// One group of rows is held at a time. Columns of lists, maps and other types that no flow holds are left out.
/// </remarks>
internal sealed class ParquetStream : ReadOnlyStream
{
    // Writers make groups of 128 MiB, and of 1 GiB where they are told to.
    private const long MostBytes = 1L << 30;
    private const int PieceRows = 1024;

    // A run of equal values takes no room in the file, whatever its length: without a bound a few bytes ask for all
    // memory. No column of times packs to less than a bit for each row.
    private const long FreeCells = 8L << 20;
    private const long CellsPerByte = 64;

    private readonly string path;
    private readonly DecompressionLimit limit;
    private readonly Stream file;
    private readonly ParquetReader reader;
    private readonly DataField[] fields;
    private readonly bool isAws;
    private readonly StringBuilder text = new();
    private Func<int, string?>[] columns = [];
    private byte[] piece = [];
    private int at;
    private int group;
    private int row;
    private int rows;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file, as it stands in messages.</param>
    /// <param name="file">Its content, which can be sought in; it stays open.</param>
    /// <param name="limit">Its limit, which has counted the whole file already.</param>
    /// <exception cref="FlowFileException">It is broken.</exception>
    public ParquetStream(string path, Stream file, DecompressionLimit limit)
    {
        (this.path, this.file, this.limit) = (path, file, limit);
        try
        {
            ParquetPages.CheckFooter(file);
            file.Position = 0;
            reader = ParquetReader.CreateAsync(file, new ParquetOptions(), leaveStreamOpen: true)
                .GetAwaiter().GetResult();
            fields = [.. reader.Schema.DataFields.Where(ParquetColumn.IsReadable)];
        }
        catch (Exception cause) when (Decoders.IsTheirFault(cause))
        {
            throw Decoders.Broken(path, cause, isAtEnd: false);
        }

        isAws = Has("srcaddr") || Has("pkt_srcaddr");
        WriteLine(index => isAws ? fields[index].Name.Replace('_', '-') : fields[index].Name);
        Take();
    }

    public override int Read(Span<byte> buffer)
    {
        if (at == piece.Length && !buffer.IsEmpty && !NextPiece()) return 0;
        var count = Math.Min(buffer.Length, piece.Length - at);
        piece.AsSpan(at, count).CopyTo(buffer);
        at += count;
        limit.CountUnpacked(count);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        base.Dispose(disposing);
    }

    private bool Has(string name) => Array.Exists(fields, field => field.Name == name);

    private bool NextPiece()
    {
        while (row == rows)
        {
            if (group == reader.RowGroupCount) return false;
            try
            {
                ReadGroup(group++);
            }
            catch (Exception cause) when (Decoders.IsTheirFault(cause))
            {
                throw Decoders.Broken(path, cause, isAtEnd: false);
            }
        }

        for (var end = Math.Min(rows, row + PieceRows); row < end; row++) WriteLine(index => columns[index](row));
        Take();
        return true;
    }

    private void ReadGroup(int index)
    {
        columns = [];
        using var rowGroup = reader.OpenRowGroupReader(index);
        if (rowGroup.RowGroup.TotalByteSize is < 0 or > MostBytes || rowGroup.RowCount is < 0 or > MostBytes / 8)
            throw FlowFileErrors.TooLarge(path, "a group of its rows is larger than 1 GiB.");
        if (rowGroup.RowCount * fields.Length > Math.Max(FreeCells, CellsPerByte * file.Length))
            throw FlowFileErrors.TooLarge(path, "its rows are out of all proportion to its length.");
        foreach (var column in rowGroup.RowGroup.Columns)
        {
            if (column.MetaData is { } pages && IsRead(pages)) ParquetPages.Check(file, pages, rowGroup.RowCount);
        }

        columns = [.. fields.Select(field => ParquetColumn.Read(rowGroup, field))];
        (row, rows) = (0, (int)rowGroup.RowCount);
    }

    private bool IsRead(ColumnMetaData column) =>
        Array.Exists(fields, field => field.Path.ToList().SequenceEqual(column.PathInSchema));

    private void WriteLine(Func<int, string?> cell)
    {
        for (var index = 0; index < fields.Length; index++)
        {
            if (index > 0) text.Append(isAws ? ' ' : ',');
            var value = cell(index);
            if (isAws) text.Append(string.IsNullOrEmpty(value) ? "-" : value.Replace(' ', '_'));
            else if (value is not null) Quote(value);
        }

        text.Append('\n');
    }

    private void Quote(string value)
    {
        if (!value.AsSpan().ContainsAny("\",\r\n"))
        {
            text.Append(value);
            return;
        }

        text.Append('"').Append(value.Replace("\"", "\"\"", StringComparison.Ordinal).ReplaceLineEndings(" "))
            .Append('"');
    }

    private void Take()
    {
        (piece, at) = (System.Text.Encoding.UTF8.GetBytes(text.ToString()), 0);
        text.Clear();
    }
}
