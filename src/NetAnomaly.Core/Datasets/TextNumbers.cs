using System.Runtime.InteropServices;

namespace NetAnomaly.Core.Datasets;

/// <summary>Numbers texts in the order in which they first come. Not thread-safe.</summary>
internal sealed class TextNumbers
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<string> texts = [];

    /// <summary>The number of a text.</summary>
    public int Of(string text)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, text, out var isKnown);
        if (isKnown) return number;
        texts.Add(text);
        return number = texts.Count - 1;
    }

    /// <summary>The texts so far.</summary>
    public TextDictionary ToDictionary() => new([.. texts]);
}
