namespace NetAnomaly.Flows.Content;

/// <summary>
/// The content of one member of an archive, counted against the archive's limit and compared with its checksum.
/// </summary>
/// <param name="path">The member, as it stands in messages.</param>
/// <param name="inner">Its content.</param>
/// <param name="limit">The limit of the archive.</param>
/// <param name="checksum">Its checksum; <see langword="null"/> where the archive keeps none.</param>
internal sealed class CheckedStream(string path, Stream inner, DecompressionLimit limit, uint? checksum)
    : ReadOnlyStream
{
    private uint crc = Crc32.Start;
    private bool isChecked;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        int read;
        try
        {
            read = inner.Read(buffer);
        }
        catch (Exception cause) when (Decoders.IsTheirFault(cause))
        {
            throw Decoders.Broken(path, cause, isAtEnd: false);
        }

        if (read > 0)
        {
            limit.CountUnpacked(read);
            if (checksum is not null) crc = Crc32.Add(crc, buffer[..read]);
            return read;
        }

        if (!isChecked && checksum is { } right && Crc32.End(crc) != right)
        {
            isChecked = true;
            throw FlowFileErrors.Broken(
                FlowFileFault.Malformed, path, 0, new InvalidDataException("The checksum does not match."));
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            try
            {
                inner.Dispose();
            }
            catch (Exception cause) when (Decoders.IsTheirFault(cause))
            {
                // The rest of a member that is not wanted may be damaged too.
            }
        }

        base.Dispose(disposing);
    }
}
