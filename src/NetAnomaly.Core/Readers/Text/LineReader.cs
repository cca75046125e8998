using System.Text;

namespace NetAnomaly.Core.Readers.Text;

/// <summary>Lines of a UTF-8 stream, one at a time in reused buffers, counted. Lines end in LF or CR LF; memory stays bounded whatever the content.</summary>
/// <remarks>
/// It exists for speed: a <see cref="StreamReader"/> makes a string of every line, and splitting makes one of every field,
/// where a row of flow needs only the record and its shared texts.
/// </remarks>
internal sealed class LineReader
{
    /// <summary>Longer lines are not taken, in bytes.</summary>
    public const int MaxLength = 1 << 20;

    private const int KeptOfTooLong = 4096;
    private const int NotDecoded = -1;

    private static ReadOnlySpan<byte> Mark => [0xef, 0xbb, 0xbf];

    private readonly Stream stream;
    private readonly FlowReadContext context;
    private byte[] bytes = new byte[1 << 17];
    private char[] text = new char[1024];
    private int start;
    private int end;
    private bool ended;
    private int lineStart;
    private int lineLength;
    private int textLength;

    public LineReader(Stream stream, FlowReadContext context)
    {
        this.stream = stream;
        this.context = context;
    }

    /// <summary>The number of the line at hand, from 1; 0 before the first.</summary>
    public long Number { get; private set; }

    /// <summary>Whether the line at hand was longer than <see cref="MaxLength"/>, and only its beginning is here.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>The line at hand, without its end; valid until the next is read. Bytes that are no UTF-8 stand as U+FFFD.</summary>
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

    /// <summary>Goes to the next line; <see langword="false"/> at the end.</summary>
    /// <exception cref="FlowFileException">The content breaks off or cannot be read; a line that it breaks off in is not delivered.</exception>
    public bool Read()
    {
        IsTooLong = false;
        var scanned = 0;
        while (true)
        {
            var found = bytes.AsSpan(start + scanned, end - start - scanned).IndexOf((byte)'\n');
            if (found >= 0)
            {
                Take(start, scanned + found);
                start += scanned + found + 1;
                return true;
            }

            scanned = end - start;
            if (ended)
            {
                if (scanned == 0) return false;
                Take(start, scanned);
                start = end;
                return true;
            }

            if (scanned > MaxLength)
            {
                TakeTooLong();
                return true;
            }

            MakeRoom();
            Fill();
        }
    }

    private void Take(int from, int length)
    {
        Number++;
        if (length > 0 && bytes[from + length - 1] == (byte)'\r') length--;
        // A byte order mark within the content begins a file that was joined to another.
        if (bytes.AsSpan(from, length).StartsWith(Mark)) (from, length) = (from + Mark.Length, length - Mark.Length);
        if (length > MaxLength) (length, IsTooLong) = (KeptOfTooLong, true);
        (lineStart, lineLength, textLength) = (from, length, NotDecoded);
    }

    private void Decode()
    {
        if (text.Length < lineLength) text = new char[Math.Max(lineLength, text.Length * 2)];
        textLength = Encoding.UTF8.GetChars(Bytes, text);
    }

    private void TakeTooLong()
    {
        Take(start, KeptOfTooLong);
        IsTooLong = true;
        // The kept beginning moves to the front and the rest of the buffer takes what is passed over.
        bytes.AsSpan(lineStart, lineLength).CopyTo(bytes);
        lineStart = 0;
        while (true)
        {
            (start, end) = (KeptOfTooLong, KeptOfTooLong);
            Fill();
            if (ended) return;
            var found = bytes.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (found < 0) continue;
            start += found + 1;
            return;
        }
    }

    private void MakeRoom()
    {
        if (start > 0)
        {
            bytes.AsSpan(start, end - start).CopyTo(bytes);
            (start, end) = (0, end - start);
        }

        if (end == bytes.Length) Array.Resize(ref bytes, bytes.Length * 2);
    }

    private void Fill()
    {
        context.Cancellation.ThrowIfCancellationRequested();
        try
        {
            var read = stream.Read(bytes, end, bytes.Length - end);
            end += read;
            ended = read == 0;
        }
        catch (IOException exception)
        {
            throw FlowFileErrors.AtLine(exception, context.Path, Number + 1);
        }
    }
}
