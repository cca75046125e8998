using System.Collections.Frozen;
using System.Xml;
using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>Reads an ISCX file flow by flow. A flow's line is that of its opening tag.</summary>
internal sealed class IscxReader : IDisposable
{
    private const int FlowDepth = 1;
    private const int FieldDepth = 2;
    private const int MaxDepth = 64;

    private static readonly FrozenDictionary<string, FlowField> Known = new Dictionary<string, FlowField>
    {
        ["startDateTime"] = FlowField.Start,
        ["stopDateTime"] = FlowField.End,
        ["protocolName"] = FlowField.Protocol,
        ["source"] = FlowField.Source,
        ["sourcePort"] = FlowField.SourcePort,
        ["destination"] = FlowField.Destination,
        ["destinationPort"] = FlowField.DestinationPort,
        ["totalSourceBytes"] = FlowField.SourceBytes,
        ["totalDestinationBytes"] = FlowField.DestinationBytes,
        ["totalSourcePackets"] = FlowField.SourcePackets,
        ["totalDestinationPackets"] = FlowField.DestinationPackets,
        ["sourceTCPFlagsDescription"] = FlowField.SourceFlags,
        ["destinationTCPFlagsDescription"] = FlowField.DestinationFlags,
        ["appName"] = FlowField.Service,
        ["Tag"] = FlowField.Label,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly FlowReadContext context;
    private readonly XmlText text;
    private readonly XmlReader xml;
    private readonly IXmlLineInfo place;
    private readonly FlowRowBuilder row;
    private readonly char[] value = new char[2048];
    private readonly char[] shown = new char[FlowReadContext.RejectedTextLength];
    private int shownLength;
    private int valueLength;
    private FlowField field;

    public IscxReader(Stream stream, FlowReadContext context)
    {
        this.context = context;
        row = new FlowRowBuilder(context);
        text = new XmlText(stream);
        xml = XmlReader.Create(text, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            // Payload may hold references to characters that XML forbids, such as &#x0;.
            CheckCharacters = false,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
        });
        place = (IXmlLineInfo)xml;
    }

    /// <summary>The next good flow; <see langword="null"/> at the end.</summary>
    /// <exception cref="FlowFileException">The document breaks off or is broken; all flows before that have been
    /// delivered.</exception>
    public FlowRecord? Next()
    {
        try
        {
            return Advance();
        }
        catch (XmlException exception)
        {
            var fault = text.AtEnd ? FlowFileFault.Truncated : FlowFileFault.Malformed;
            throw FlowFileErrors.Broken(fault, context.Path, exception.LineNumber, exception);
        }
        catch (IOException exception)
        {
            throw FlowFileErrors.AtLine(exception, context.Path, Math.Max(1, place.LineNumber));
        }
    }

    public void Dispose()
    {
        xml.Dispose();
        text.Dispose();
    }

    private FlowRecord? Advance()
    {
        while (xml.Read())
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    Open();
                    if (xml.IsEmptyElement && Close() is { } empty) return empty;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when field != FlowField.None:
                    TakeValue();
                    break;
                case XmlNodeType.EndElement when Close() is { } flow:
                    return flow;
            }
        }

        return null;
    }

    private void Open()
    {
        switch (xml.Depth)
        {
            case FlowDepth:
                context.Cancellation.ThrowIfCancellationRequested();
                row.Begin(place.LineNumber);
                shownLength = 0;
                break;
            case FieldDepth:
                field = Known.GetValueOrDefault(xml.LocalName);
                valueLength = 0;
                break;
            case > MaxDepth:
                throw new XmlException("Elements are nested too deeply.", null, place.LineNumber, place.LinePosition);
        }
    }

    private FlowRecord? Close()
    {
        switch (xml.Depth)
        {
            case FlowDepth:
                return row.Finish(shown.AsSpan(0, shownLength));
            case FieldDepth when field != FlowField.None:
                var taken = value.AsSpan(0, valueLength);
                row.Set(field, xml.LocalName, taken);
                Show(taken);
                field = FlowField.None;
                return null;
            default:
                return null;
        }
    }

    /// <summary>Keeps the field for the text of a reject, as far as there is room.</summary>
    private void Show(ReadOnlySpan<char> taken)
    {
        if (shown.AsSpan(shownLength).TryWrite($"<{xml.LocalName}>{taken}</{xml.LocalName}>", out var written))
            shownLength += written;
    }

    /// <summary>
    /// Adds text to the field at hand, as much as the buffer holds: that is more than any good value has, and the row
    /// refuses it.
    /// </summary>
    private void TakeValue()
    {
        int read;
        while (valueLength < value.Length
            && (read = xml.ReadValueChunk(value, valueLength, value.Length - valueLength)) > 0) valueLength += read;
    }
}
