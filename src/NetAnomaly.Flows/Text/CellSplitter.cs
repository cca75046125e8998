using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetAnomaly.Flows.Text;

/// <summary>Splits a row into cells, as ranges of its text. Reused from row to row.</summary>
internal sealed class CellSplitter
{
    private Range[] cells = [];
    private char[] unquoted = [];
    private int unquotedLength;

    /// <summary>The text that the cells are ranges of: the row's, or a copy in which quotes are taken away.</summary>
    public ReadOnlySpan<char> Text(ReadOnlySpan<char> row) =>
        unquotedLength < 0 ? row : unquoted.AsSpan(0, unquotedLength);

    /// <summary>The range of a cell.</summary>
    public Range this[int index] => cells[index];

    /// <summary>Splits a row.</summary>
    /// <param name="row">Its text.</param>
    /// <param name="layout">How it should be laid out.</param>
    /// <returns>What is wrong with it, or <see langword="null"/>.</returns>
    public string? Split(ReadOnlySpan<char> row, TableLayout layout)
    {
        if (Split(row, layout.Separator, layout.Width, layout.IsQuoted, layout.IsPadded, out var count) is { } wrong)
            return wrong;
        return count == layout.Width
            ? null
            : string.Create(
                CultureInfo.InvariantCulture, $"it has {count} columns where the header names {layout.Width}");
    }

    /// <summary>Splits a row that may have any number of cells.</summary>
    /// <param name="row">Its text.</param>
    /// <param name="separator">What stands between two cells.</param>
    /// <param name="most">How many cells can be asked for.</param>
    /// <param name="isQuoted">Whether cells may be quoted.</param>
    /// <param name="isPadded">Whether several separators in a row count as one.</param>
    /// <param name="count">How many cells it has.</param>
    /// <returns>What is wrong with its quotes, or <see langword="null"/>.</returns>
    public string? Split(
        ReadOnlySpan<char> row, char separator, int most, bool isQuoted, bool isPadded, out int count)
    {
        // One more than there should be, to see rows that have too many.
        if (cells.Length != most + 1) cells = new Range[most + 1];
        unquotedLength = -1;
        if (isQuoted && row.Contains('"')) return SplitQuoted(row, separator, out count);
        count = isPadded ? SplitPadded(row, separator) : SplitPlain(row, separator);
        return null;
    }

    // Cells are short: the separators of many are found at once. Gives the number of cells, also of those that find no
    // place.
    private int SplitPlain(ReadOnlySpan<char> row, char separator)
    {
        var (count, start, at) = (0, 0, 0);
        var wanted = Vector256.Create((ushort)separator);
        var characters = MemoryMarshal.Cast<char, ushort>(row);
        for (; at <= characters.Length - Vector256<ushort>.Count; at += Vector256<ushort>.Count)
        {
            var found = Vector256.Equals(Vector256.Create(characters[at..]), wanted).ExtractMostSignificantBits();
            for (; found != 0; found &= found - 1)
            {
                var end = at + BitOperations.TrailingZeroCount(found);
                if (count < cells.Length) cells[count] = start..end;
                count++;
                start = end + 1;
            }
        }

        for (; at < row.Length; at++)
        {
            if (row[at] != separator) continue;
            if (count < cells.Length) cells[count] = start..at;
            count++;
            start = at + 1;
        }

        if (count < cells.Length) cells[count] = start..row.Length;
        return count + 1;
    }

    private int SplitPadded(ReadOnlySpan<char> row, char separator)
    {
        var (count, at) = (0, 0);
        while (count < cells.Length)
        {
            var start = row[at..].IndexOfAnyExcept(separator);
            if (start < 0) break;
            start += at;
            var length = row[start..].IndexOf(separator);
            var end = length < 0 ? row.Length : start + length;
            cells[count++] = start..end;
            at = end;
        }

        return count;
    }

    // As RFC 4180 has it, but that a row never goes on in the next line. Spaces around quotes are forgiven.
    private string? SplitQuoted(ReadOnlySpan<char> row, char separator, out int count)
    {
        count = 0;
        if (unquoted.Length < row.Length) unquoted = new char[Math.Max(row.Length, 1024)];
        unquotedLength = 0;
        var at = 0;
        while (true)
        {
            var from = unquotedLength;
            var first = at + Math.Max(0, row[at..].IndexOfAnyExcept(' '));
            if (at < row.Length && row[first] == '"')
            {
                if (!TakeQuoted(row, first + 1, out at)) return "a quote is opened and not closed on the line";
                at += Math.Max(
                    0, row[at..].IndexOfAnyExcept(' ') is var spaces && spaces < 0 ? row.Length - at : spaces);
                if (at < row.Length && row[at] != separator) return "a quote stands inside a value";
            }
            else
            {
                var length = row[at..].IndexOf(separator);
                var cell = length < 0 ? row[at..] : row.Slice(at, length);
                if (cell.Contains('"')) return "a quote stands inside a value";
                cell.CopyTo(unquoted.AsSpan(unquotedLength));
                unquotedLength += cell.Length;
                at += cell.Length;
            }

            if (count < cells.Length) cells[count] = from..unquotedLength;
            count++;
            if (at >= row.Length) return null;
            at++;
            // Cells that are one value together, a date and a clock, have a space between them.
            unquoted[unquotedLength++] = ' ';
        }
    }

    private bool TakeQuoted(ReadOnlySpan<char> row, int start, out int end)
    {
        end = start;
        while (true)
        {
            var length = row[end..].IndexOf('"');
            if (length < 0) return false;
            row.Slice(end, length).CopyTo(unquoted.AsSpan(unquotedLength));
            unquotedLength += length;
            end += length + 1;
            if (end >= row.Length || row[end] != '"') return true;
            unquoted[unquotedLength++] = '"';
            end++;
        }
    }
}
