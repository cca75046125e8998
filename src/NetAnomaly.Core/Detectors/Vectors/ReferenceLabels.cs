using System.Globalization;

namespace NetAnomaly.Core.Detectors.Vectors;

/// <summary>The classes of references, and their names as they are kept in a file. Immutable.</summary>
/// <param name="Of">Class of each reference: −1 where it is not known, 0 for normal.</param>
/// <param name="Texts">Names of the classes from 0 on.</param>
internal sealed record ReferenceLabels(int[] Of, IReadOnlyList<string> Texts)
{
    private const string Key = "label.";
    private const string Normal = "Normal"; // where the data has no name for it

    // Keeps the inverse of a distance finite.
    private const double Nearest = 1e-6;

    /// <summary>The classes of some rows.</summary>
    public static ReferenceLabels From(VectorData data, IEnumerable<int> rows)
    {
        int[] labels = [.. rows.Select(row => data.Labels[row])];
        return new ReferenceLabels(labels, data.LabelTexts.Count > 0 ? data.LabelTexts : [Normal]).Checked();
    }

    /// <summary>The classes as a file has them.</summary>
    /// <exception cref="InvalidDataException">A class has no name.</exception>
    public static ReferenceLabels Read(int[] labels, IReadOnlyDictionary<string, string> metadata)
    {
        var texts = new List<string>();
        while (metadata.TryGetValue(Name(texts.Count), out var text)) texts.Add(text);
        try
        {
            return new ReferenceLabels(labels, texts).Checked();
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    /// <summary>The names to keep in a file.</summary>
    public Dictionary<string, string> ToMetadata() =>
        Enumerable.Range(0, Texts.Count).ToDictionary(Name, label => Texts[label]);

    /// <summary>Name of a reference's class; <see langword="null"/> where that is not known.</summary>
    public string? Text(int reference) => Of[reference] < 0 ? null : Texts[Of[reference]];

    /// <summary>
    /// The class that the references speak for, each with the inverse of its distance (Dudani 1976), so that a copy
    /// outweighs all others: kinds of which training knew but one distinct row are named too. The nearest of several
    /// that speak alike; <see langword="null"/> where none is known.
    /// </summary>
    /// <param name="nearest">References, nearest first.</param>
    public string? Likeliest(ReadOnlySpan<Neighbor> nearest)
    {
        var (best, most) = (-1, 0.0);
        foreach (var (_, candidate) in nearest)
        {
            if (Of[candidate] < 0) continue;
            var own = 0.0;
            foreach (var (squared, other) in nearest) own += Of[other] == Of[candidate]
                ? 1 / (Math.Sqrt(squared) + Nearest)
                : 0;
            if (own > most) (best, most) = (candidate, own);
        }

        return best < 0 ? null : Text(best);
    }

    private static string Name(int label) => Key + label.ToString(CultureInfo.InvariantCulture);

    private ReferenceLabels Checked()
    {
        var at = Array.FindIndex(Of, label => label < -1 || label >= Texts.Count);
        return at < 0
            ? this
            : throw new ArgumentException(
                $"Reference {at} is of class {Of[at]}, and {Texts.Count} classes have names.");
    }
}
