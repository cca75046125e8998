using System.Text;
using NetAnomaly.Internal;

namespace NetAnomaly.Cli.Output;

/// <summary>Hands text on without the control characters that names from files may bring along; lines stay.</summary>
internal sealed class VisibleWriter(TextWriter inner) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value) => inner.Write(VisibleText.OfLines(value));

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void WriteLine(string? value) => inner.WriteLine(VisibleText.OfLines(value));

    public override void Flush() => inner.Flush();
}
