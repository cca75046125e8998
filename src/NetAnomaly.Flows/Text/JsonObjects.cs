using System.Buffers;
using System.Text.Json;

namespace NetAnomaly.Flows.Text;

/// <summary>
/// The objects of a JSON document one by one: those of an array, or those that follow one another, on as many lines as
/// they like. Holds one at a time.
/// </summary>
internal sealed class JsonObjects(Stream stream, FlowReadContext context)
{
    /// <summary>Longer objects are not taken, in bytes.</summary>
    public const int MaxLength = 1 << 20;

    private static readonly SearchValues<byte> Between = SearchValues.Create(" \t\r\n,[]\0"u8);

    private byte[] bytes = new byte[1 << 16];
    private int start;
    private int end;
    private bool ended;
    private long line = 1;

    /// <summary>The line that the object at hand begins on.</summary>
    public long Line { get; private set; }

    /// <summary>The object at hand; valid until the next is asked for.</summary>
    public ReadOnlyMemory<byte> Current { get; private set; }

    /// <summary>Goes to the next object; <see langword="false"/> at the end.</summary>
    /// <exception cref="FlowFileException">The document breaks off, is no JSON, or holds an object of more than a
    /// MiB.</exception>
    public bool Read()
    {
        Pass(Current.Length);
        Current = default;
        // What may stand between objects: the array's brackets, commas, white space. A nested array is read as if it
        // were flat.
        while (true)
        {
            var length = bytes.AsSpan(start, end - start).IndexOfAnyExcept(Between);
            Pass(length < 0 ? end - start : length);
            if (length >= 0) break;
            if (!Fill()) return false;
        }

        Line = line;
        if (bytes[start] != (byte)'{')
            throw Broken(FlowFileFault.Malformed, new JsonException("an object should begin here."));
        while (true)
        {
            if (Length() is > 0 and var length)
            {
                Current = bytes.AsMemory(start, length);
                return true;
            }

            if (end - start > MaxLength)
                throw Broken(FlowFileFault.Malformed, new JsonException("an object is longer than 1 MiB."));
            if (!Fill()) throw Broken(FlowFileFault.Truncated, new EndOfStreamException("The document breaks off."));
        }
    }

    private int Length()
    {
        var reader = new Utf8JsonReader(bytes.AsSpan(start, end - start), isFinalBlock: false, default);
        try
        {
            return reader.Read() && reader.TrySkip() ? (int)reader.BytesConsumed : 0;
        }
        catch (JsonException exception)
        {
            throw Broken(FlowFileFault.Malformed, exception);
        }
    }

    private void Pass(int count)
    {
        line += bytes.AsSpan(start, count).Count((byte)'\n');
        start += count;
    }

    private bool Fill()
    {
        context.Cancellation.ThrowIfCancellationRequested();
        if (ended) return false;
        bytes.AsSpan(start, end - start).CopyTo(bytes);
        (start, end) = (0, end - start);
        if (end == bytes.Length) Array.Resize(ref bytes, bytes.Length * 2);
        try
        {
            var read = stream.Read(bytes.AsSpan(end));
            end += read;
            ended = read == 0;
            return !ended;
        }
        catch (IOException exception)
        {
            throw FlowFileErrors.AtLine(exception, context.Path, line);
        }
    }

    private FlowFileException Broken(FlowFileFault fault, Exception cause) =>
        FlowFileErrors.Broken(fault, context.Path, Line, cause);
}
