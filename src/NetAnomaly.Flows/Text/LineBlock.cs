using System.Buffers;

namespace NetAnomaly.Flows.Text;

/// <summary>Whole lines of a file, to be read apart from the others.</summary>
/// <param name="Bytes">Rented; the lines are at its beginning.</param>
/// <param name="Length">Bytes of lines.</param>
/// <param name="LinesBefore">Lines of the file before the first of these.</param>
internal sealed record LineBlock(byte[] Bytes, int Length, long LinesBefore)
{
    /// <summary>Gives the bytes back; they must not be used after.</summary>
    public void Return() => ArrayPool<byte>.Shared.Return(Bytes);
}
