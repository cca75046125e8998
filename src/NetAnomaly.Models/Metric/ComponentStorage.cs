using NetAnomaly.Core.Features;

namespace NetAnomaly.Models.Metric;

/// <summary>
/// The parts of a score in a metric model's file: the scales <c>part.distance</c>, <c>part.pull</c>, <c>part.values</c>
/// (100 percentiles and the mean excess each), <c>rarity.layout</c> (the category that numbers are seen by or −1, then
/// first column and width of each category), <c>rarity.numbers</c> (columns), <c>rarity.edges</c> (numbers, 12),
/// <c>rarity.costs</c> (values of the category, numbers, 13) and <c>rarity.categories</c>. Files of earlier versions
/// have none of them.
/// </summary>
internal static class ComponentStorage
{
    private const string Distance = "part.distance";
    private const string Pull = "part.pull";
    private const string Values = "part.values";
    private const string Layout = "rarity.layout";
    private const string Numbers = "rarity.numbers";
    private const string Edges = "rarity.edges";
    private const string Costs = "rarity.costs";
    private const string Categories = "rarity.categories";

    /// <summary>Adds the parts to a file's tensors.</summary>
    public static void Add(ScoreComponents parts, Dictionary<string, Tensor> tensors)
    {
        var rarity = parts.Rarity;
        tensors.Add(Distance, parts.Distance.Stored());
        tensors.Add(Pull, parts.Pull.Stored());
        tensors.Add(Values, parts.Values.Stored());
        tensors.Add(
            Layout,
            tensor(
                (long[])
                [
                    rarity.Given,
                    .. rarity.Categories.SelectMany(category => new long[] { category.First, category.Width }),
                ]));
        if (rarity.Numbers.Length > 0)
        {
            tensors.Add(Numbers, tensor(rarity.Numbers.Select(column => (long)column).ToArray()));
            tensors.Add(Edges, tensor(rarity.Edges, rarity.Numbers.Length, ValueRarity.EdgesPerNumber));
            tensors.Add(
                Costs,
                tensor(
                    rarity.Costs, rarity.Costs.Length / (rarity.Numbers.Length * ValueRarity.Bins),
                    rarity.Numbers.Length, ValueRarity.Bins));
        }

        if (rarity.CategoryCosts.Length > 0) tensors.Add(Categories, tensor(rarity.CategoryCosts));
    }

    /// <summary>The parts of a file; <see langword="null"/> where an earlier version wrote it.</summary>
    /// <exception cref="InvalidDataException">Something is missing, misshapen, or names a column that is not
    /// there.</exception>
    public static ScoreComponents? Read(StoredTensors file, int width) => file.Has(Distance)
        ? new ScoreComponents(
            Rarity(file, width), file.Scale(Distance, SlopeLimit.OfNats), file.Scale(Pull, SlopeLimit.OfPull),
            file.Scale(Values, null))
        : null;

    private static ValueRarity Rarity(StoredTensors file, int width)
    {
        var layout = file.Longs(Layout);
        var categories = layout.Skip(1).Chunk(2).Select(
            pair =>
                pair.Length == 2 ? new CategoryColumns((int)pair[0], (int)pair[1]) : throw Broken(Layout)).ToArray();
        if (
            categories.Any(
                category => category.First < 0 || category.Width < 1
                    || category.First + (long)category.Width > width)) throw Broken(Layout);
        if (layout.Length == 0 || layout[0] < -1 || layout[0] >= categories.Length) throw Broken(Layout);
        int[] numbers = file.Has(Numbers)
            ?
            [
                .. file.Longs(Numbers).Select(
                    column => column >= 0 && column < width ? (int)column : throw Broken(Numbers)),
            ]
            : [];
        var values = layout[0] < 0 ? 1 : categories[layout[0]].Width;
        return new ValueRarity(
            (int)layout[0],
            categories,
            numbers,
            numbers.Length > 0 ? file.Floats(Edges, numbers.Length, ValueRarity.EdgesPerNumber) : [],
            numbers.Length > 0 ? file.Floats(Costs, values, numbers.Length, ValueRarity.Bins) : [],
            categories.Length > 0 ? file.Floats(Categories, categories.Sum(category => (long)category.Width)) : []);
    }

    private static InvalidDataException Broken(string name) =>
        new($"its weight '{name}' names a column that is not there");
}
