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
    private bool? isLines;
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
            if (isLines is null && bytes.AsSpan(start, end - start).TrimStart(" \t\r\n"u8) is [var first, ..])
                isLines = first != (byte)'[';
            var reader = new Utf8JsonReader(bytes.AsSpan(start, end - start), ended, state);
            try
            {
                if (Advance(ref reader)) return true;
            }
            catch (FlowFileException fault) when (isLines == true && fault.Fault == FlowFileFault.Malformed)
            {
                var damaged = Line;
                if (!GoToNextLine()) throw;
                context.Reject(damaged, "it is no JSON: " + fault.InnerException!.Message, default);
                continue;
            }

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

    // Of documents on lines of their own a damaged one costs itself.
    private bool GoToNextLine()
    {
        while (true)
        {
            var next = bytes.AsSpan(start, end - start).IndexOf("\n{"u8);
            var passed = next < 0 ? Math.Max(0, end - start - 1) : next + 1;
            Line += bytes.AsSpan(start, passed).Count((byte)'\n');
            start += passed;
            state = new JsonReaderState(Options);
            if (next >= 0 || ended) return next >= 0;
            Fill();
        }
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
