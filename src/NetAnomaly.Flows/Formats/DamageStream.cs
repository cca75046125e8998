using NetAnomaly.Flows.Content;

namespace NetAnomaly.Flows.Formats;

/// <summary>Tells damage of a packed stream as damage of the file, and stops one that unpacks without end.</summary>
internal sealed class DamageStream(Stream inner, FlowReadContext context, DecompressionLimit limit) : ReadOnlyStream
{
    public override int Read(Span<byte> buffer)
    {
        try
        {
            var read = inner.Read(buffer);
            limit.CountUnpacked(read);
            return read;
        }
        catch (InvalidDataException error)
        {
            throw FlowFileErrors.Broken(FlowFileFault.Malformed, context.Path, 0, error);
        }
    }
}
