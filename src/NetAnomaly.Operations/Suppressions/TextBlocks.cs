namespace NetAnomaly.Operations.Suppressions;

/// <summary>
/// Finds the objects of a JSON array that people edit, such that one with a mistake does not take others along: a
/// string ends with its line, and an object ends where the next one begins on a line of its own.
/// </summary>
internal sealed class TextBlocks
{
    private readonly string text;
    private readonly List<TextBlock> blocks = [];
    private readonly List<int> stray = [];
    private int line = 1;
    private int open = -1;
    private int openLine;
    private int lastInside;
    private bool atLineStart = true;

    private TextBlocks(string text) => this.text = text;

    /// <summary>The objects, in order.</summary>
    public IReadOnlyList<TextBlock> Blocks => blocks;

    /// <summary>Lines with something between the objects that is neither comment nor part of an array.</summary>
    public IReadOnlyList<int> Stray => stray;

    /// <summary>Where the array ends; negative where it does not.</summary>
    public int ArrayEnd { get; private set; } = -1;

    /// <summary>Behind where the array begins; negative where it does not.</summary>
    public int ArrayStart { get; private set; } = -1;

    /// <summary>Where commas between objects stand.</summary>
    public List<int> Commas { get; } = [];

    /// <summary>Looks through a text.</summary>
    public static TextBlocks Of(string text)
    {
        var found = new TextBlocks(text);
        found.Scan();
        return found;
    }

    private void Scan()
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\n')
            {
                line++;
                atLineStart = true;
                continue;
            }

            if (char.IsWhiteSpace(c) || c == '\ufeff') continue;
            if (c == '/' && i + 1 < text.Length && text[i + 1] is '/' or '*') i = SkipComment(i);
            else if (c == '"') i = SkipString(i);
            else if (c == '{' && (open < 0 || atLineStart)) Open(i);
            else if (c == '}' && open >= 0) Close(i + 1, isClosed: true);
            else if (open < 0) Between(i);
            atLineStart = false;
            if (open >= 0) lastInside = Math.Min(i + 1, text.Length);
        }

        if (open >= 0) Close(lastInside, isClosed: false);
    }

    private void Open(int at)
    {
        if (open >= 0) Close(lastInside, isClosed: false);
        (open, openLine, lastInside) = (at, line, at + 1);
    }

    private void Close(int end, bool isClosed)
    {
        blocks.Add(new TextBlock(open, end - open, openLine, isClosed));
        open = -1;
    }

    private void Between(int at)
    {
        switch (text[at])
        {
            case '[' when ArrayStart < 0:
                ArrayStart = at + 1;
                break;
            case ']':
                ArrayEnd = at;
                break;
            case ',':
                Commas.Add(at);
                break;
            default:
                if (stray.Count == 0 || stray[^1] != line) stray.Add(line);
                break;
        }
    }

    private int SkipString(int at)
    {
        if (open < 0) Between(at);
        for (var i = at + 1; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] != '\n') i++;
            else if (text[i] == '"') return i;
            else if (text[i] == '\n') return i - 1;
        }

        return text.Length - 1;
    }

    private int SkipComment(int at)
    {
        if (text[at + 1] == '/')
        {
            var end = text.IndexOf('\n', at);
            return end < 0 ? text.Length - 1 : end - 1;
        }

        var close = text.IndexOf("*/", at + 2, StringComparison.Ordinal);
        close = close < 0 ? text.Length - 1 : close + 1;
        line += text.AsSpan(at, close - at).Count('\n');
        return close;
    }
}
