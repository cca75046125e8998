using System.Buffers;
using System.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// The text of an XML file: UTF-8 whatever its declaration says, characters that XML forbids replaced, and whether the
/// end has been seen.
/// </summary>
/// <remarks>
/// Captured payload stands in these files; one stray control character in it must not cost the rest of the file.
/// </remarks>
internal sealed class XmlText(Stream stream) : TextReader
{
    private const char Replacement = '\ufffd';

    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        [
            .. Enumerable.Range(0, 0x20).Select(code => (char)code).Where(c => c is not ('\t' or '\r' or '\n')),
            '\ufffe', '\uffff',
        ]);

    private readonly StreamReader reader = new(
        stream, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16, leaveOpen: true);

    /// <summary>Whether more was asked for than there is.</summary>
    public bool AtEnd { get; private set; }

    public override int Read(char[] buffer, int index, int count)
    {
        var read = reader.Read(buffer, index, count);
        AtEnd |= read == 0 && count > 0;
        buffer.AsSpan(index, read).ReplaceAny(Forbidden, Replacement);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) reader.Dispose();
        base.Dispose(disposing);
    }
}
