namespace NetAnomaly.Core.Features;

/// <summary>The distinct texts of one column, each with its number, in order of appearance.</summary>
internal sealed class CategoryTable
{
    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
    private readonly List<string> texts = [];

    public IReadOnlyList<string> Texts => texts;

    public int Id(string text)
    {
        if (ids.TryGetValue(text, out var id)) return id;
        ids.Add(text, texts.Count);
        texts.Add(text);
        return texts.Count - 1;
    }
}
