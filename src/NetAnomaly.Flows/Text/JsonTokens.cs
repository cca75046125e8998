using System.Text;
using System.Text.Json;

namespace NetAnomaly.Flows.Text;

/// <summary>
/// The tokens of a JSON document, or of several that follow one another, from a stream: holds no more than the token at
/// hand.
/// </summary>
internal sealed class JsonTokens(Stream stream, FlowReadContext context)
{
    private const int MaxToken = 1 << 20;
    private static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true };

    private byte[] bytes = new byte[1 << 16];
    private char[] text = new char[1024];
    private int textLength;
    private int start;
    private int end;
    private bool ended;
    private JsonReaderState state = new(Options);

    /// <summary>The line that the token at hand ends on, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>What the token at hand is.</summary>
    public JsonTokenType Type { get; private set; }

    /// <summary>The text of a name, string or number; valid until the next token is read.</summary>
    public ReadOnlySpan<char> Text => text.AsSpan(0, textLength);

    /// <summary>Goes to the next token; <see langword="false"/> at the end.</summary>
    /// <exception cref="FlowFileException">The document breaks off, is no JSON, or has a token of more than a
    /// MiB.</exception>
    public bool Read()
    {
        while (true)
        {
            var reader = new Utf8JsonReader(bytes.AsSpan(start, end - start), ended, state);
            if (Advance(ref reader)) return true;
            if (ended) return false;
            Fill();
        }
    }

    private bool Advance(ref Utf8JsonReader reader)
    {
        try
        {
            if (!reader.Read()) return false;
            Take(ref reader);
        }
        catch (JsonException exception)
        {
            throw FlowFileErrors.Broken(
                ended ? FlowFileFault.Truncated : FlowFileFault.Malformed, context.Path, Line, exception);
        }
        catch (InvalidOperationException exception)
        {
            throw FlowFileErrors.Broken(FlowFileFault.Malformed, context.Path, Line, exception);
        }

        var consumed = (int)reader.BytesConsumed;
        Line += bytes.AsSpan(start, consumed).Count((byte)'\n');
        start += consumed;
        state = reader.CurrentState;
        return true;
    }

    private void Take(ref Utf8JsonReader reader)
    {
        Type = reader.TokenType;
        textLength = 0;
        var length = reader.ValueSpan.Length;
        if (text.Length < length) text = new char[Math.Max(length, text.Length * 2)];
        textLength = Type switch
        {
            JsonTokenType.PropertyName or JsonTokenType.String => reader.CopyString(text),
            JsonTokenType.Number => Encoding.ASCII.GetChars(reader.ValueSpan, text),
            _ => 0,
        };
    }

    private void Fill()
    {
        context.Cancellation.ThrowIfCancellationRequested();
        bytes.AsSpan(start, end - start).CopyTo(bytes);
        (start, end) = (0, end - start);
        if (end > MaxToken)
            throw FlowFileErrors.Broken(
                FlowFileFault.Malformed, context.Path, Line, new JsonException("a value is longer than 1 MiB."));
        if (end == bytes.Length) Array.Resize(ref bytes, bytes.Length * 2);
        try
        {
            var read = stream.Read(bytes.AsSpan(end));
            end += read;
            ended = read == 0;
        }
        catch (IOException exception)
        {
            throw FlowFileErrors.AtLine(exception, context.Path, Line);
        }
    }
}
