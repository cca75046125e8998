using NetAnomaly.Core.Readers.Content;

namespace NetAnomaly.Core.Readers.FlowCapture;

/// <summary>Tells damage of a packed stream as damage of the file.</summary>
internal sealed class DamageStream(Stream inner, FlowReadContext context) : ReadOnlyStream
{
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return inner.Read(buffer);
        }
        catch (InvalidDataException error)
        {
            throw FlowFileErrors.Broken(FlowFileFault.Malformed, context.Path, 0, error);
        }
    }
}
