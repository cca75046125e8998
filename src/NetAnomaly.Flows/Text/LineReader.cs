using System.Text;

namespace NetAnomaly.Flows.Text;

/// <summary>Lines of a block, one at a time in a reused buffer, counted. Lines end in LF or CR LF.</summary>
/// <remarks>
/// It exists for speed: a <see cref="StreamReader"/> makes a string of every line, and splitting makes one of every
/// field, where a row of flow needs only the record and its shared texts.
/// </remarks>
internal sealed class LineReader
{
    /// <summary>Longer lines are not taken, in bytes.</summary>
    public const int MaxLength = 1 << 20;

    private const int KeptOfTooLong = 4096;
    private const int NotDecoded = -1;

    private byte[] bytes = [];
    private char[] text = new char[1024];
    private int start;
    private int end;
    private int lineStart;
    private int lineLength;
    private int textLength;
    private bool goesOn;

    private static ReadOnlySpan<byte> Mark => [0xef, 0xbb, 0xbf];

    /// <summary>The number of the line at hand in its file, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>
    /// Whether the line at hand was longer than <see cref="MaxLength"/>, and only its beginning is here.
    /// </summary>
    public bool IsTooLong { get; private set; }

    /// <summary>
    /// The line at hand, without its end; valid until the next is read. Bytes that are no UTF-8 stand as U+FFFD.
    /// </summary>
    public ReadOnlySpan<char> Text
    {
        get
        {
            if (textLength == NotDecoded) Decode();
            return text.AsSpan(0, textLength);
        }
    }

    /// <summary>The bytes of the line at hand.</summary>
    public ReadOnlySpan<byte> Bytes => bytes.AsSpan(lineStart, lineLength);

    /// <summary>Goes before the first line of a block.</summary>
    public void Load(LineBlock block)
    {
        bytes = block.Bytes;
        (start, end) = (0, block.Length);
        Number = block.LinesBefore;
        goesOn = false;
    }

    /// <summary>
    /// Goes to the next line; <see langword="false"/> at the end. A zero, which damage leaves, breaks a line: what
    /// stands on either side of it are rows, or the rests of some, and have the line's number both.
    /// </summary>
    public bool Read()
    {
        while (start < end && bytes[start] == 0) start++;
        if (start == end) return false;
        var found = bytes.AsSpan(start, end - start).IndexOfAny((byte)'\n', (byte)0);
        var length = found < 0 ? end - start : found;
        if (!goesOn) Number++;
        Take(start, length);
        goesOn = found >= 0 && bytes[start + found] == 0;
        start = found < 0 ? end : start + found + 1;
        return true;
    }

    private void Take(int from, int length)
    {
        if (length > 0 && bytes[from + length - 1] == (byte)'\r') length--;
        // A byte order mark within the content begins a file that was joined to another.
        while (bytes.AsSpan(from, length).StartsWith(Mark)) (from, length) = (from + Mark.Length, length - Mark.Length);
        IsTooLong = length > MaxLength;
        if (IsTooLong) length = KeptOfTooLong;
        (lineStart, lineLength, textLength) = (from, length, NotDecoded);
    }

    private void Decode()
    {
        if (text.Length < lineLength) text = new char[Math.Max(lineLength, text.Length * 2)];
        textLength = Encoding.UTF8.GetChars(Bytes, text);
    }
}
