using System.Numerics.Tensors;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detectors.Vectors;
using NetAnomaly.Core.Features;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;

namespace NetAnomaly.Benchmarks.Detection;

/// <summary>
/// The official split of NSL-KDD as vectors: of KDDTrain+ a drawn tenth is kept from fitting, KDDTest+ is only measured
/// on.
/// </summary>
internal sealed class NslKddSplit
{
    private const double HeldShare = 0.1;

    // In a fold: kinds of normal traffic, of each attack, and how many of them are not fitted; an attack of fewer rows
    // stays whole.
    private const int NormalKinds = 40;
    private const int OtherNormalKinds = 13;
    private const int AttackKinds = 8;
    private const int OtherAttackKinds = 3;
    private const int FewestToSplit = 40;

    private readonly FeatureTable training;
    private readonly string[] trainingLabels;
    private readonly FeatureTable test;

    /// <summary>Reads both files.</summary>
    public NslKddSplit(string folder)
    {
        (training, trainingLabels) = Read(Path.Combine(folder, "KDDTrain+.txt.gz"));
        (test, TestLabels) = Read(Path.Combine(folder, "KDDTest+.txt.gz"));
        IsAnomalous = [.. TestLabels.Select(new LabelRule().IsAnomalous)];
        var known = trainingLabels.ToHashSet(StringComparer.Ordinal);
        IsUnseen = [.. TestLabels.Select(label => !known.Contains(label))];
    }

    /// <summary>The attack, or normal, of each test row.</summary>
    public string[] TestLabels { get; }

    /// <summary>Whether a test row is an attack.</summary>
    public bool[] IsAnomalous { get; }

    /// <summary>Whether a test row is an attack of a name that training has not.</summary>
    public bool[] IsUnseen { get; }

    /// <summary>Rows of both files.</summary>
    public (int Training, int Test) Rows => (training.Rows, test.Rows);

    /// <summary>Draws what is fitted and what is kept.</summary>
    /// <param name="seed">Of the draw.</param>
    /// <param name="normalOnly">Whether nothing is learned from attacks, not even how features are scaled.</param>
    public Drawn Draw(int seed, bool normalOnly)
    {
        int[] order = [.. Enumerable.Range(0, training.Rows)];
        new Random(seed).Shuffle(order);
        var held = order[..(int)(order.Length * HeldShare)];
        int[] fit = [.. order[held.Length..].Order()];
        if (normalOnly) (fit, held) = (Normal(fit), Normal(held));
        var map = FeatureMap.Fit(training, fit);
        var names = Names(fit);
        return new Drawn(
            Vectors(map, training, trainingLabels, fit, names), Vectors(map, training, trainingLabels, held, names),
            Vectors(map, test, TestLabels, [.. Enumerable.Range(0, test.Rows)], names));
    }

    /// <summary>Draws a fold of the training rows, small enough to be gone through in a minute.</summary>
    /// <param name="seed">Of the draw.</param>
    /// <param name="without">Attacks that are left out of fitting, to imitate unseen ones.</param>
    /// <param name="size">Normal rows that are fitted; a fifth as many of each attack at most.</param>
    /// <param name="normalOnly">Whether nothing is learned from attacks, not even how features are scaled.</param>
    public NslKddFold Fold(int seed, IReadOnlySet<string> without, int size, bool normalOnly)
    {
        var chance = new Random(seed);
        int[] order = [.. Enumerable.Range(0, training.Rows)];
        chance.Shuffle(order);
        var normal = Normal(order);
        var space = FeatureMap.Fit(training, normal);
        var kinds = Kinds(space, normal, NormalKinds, chance);
        int[] usual = [.. normal.Where((_, at) => kinds[at] >= OtherNormalKinds)];
        int[] other =
        [
            .. Enumerable.Range(0, OtherNormalKinds).SelectMany(
                kind => normal.Where((_, at) => kinds[at] == kind).Take(200)),
        ];
        var (held, shown) = (size / 4, size / 3);
        List<int> fit = [.. usual[..size]], kept =
        [
            .. usual[size..(size + held)],
        ], known = [], otherKinds = [], leftOut = [];
        foreach (
            var group in order.Where(row => trainingLabels[row] != LabelClasses.Normal)
                .GroupBy(row => trainingLabels[row]))
        {
            int[] rows = [.. group];
            if (without.Contains(group.Key))
            {
                leftOut.AddRange(rows.Take(600));
                continue;
            }

            if (rows.Length >= FewestToSplit)
            {
                var own = Kinds(space, rows, AttackKinds, chance);
                otherKinds.AddRange(rows.Where((_, at) => own[at] < OtherAttackKinds).Take(400));
                rows = [.. rows.Where((_, at) => own[at] >= OtherAttackKinds)];
            }

            var tenth = rows.Length / 10;
            known.AddRange(rows.Take(Math.Min(tenth, 400)));
            kept.AddRange(rows.Skip(tenth).Take(Math.Min(tenth, 200)));
            fit.AddRange(rows.Skip(2 * tenth).Take(size / 5));
        }

        if (normalOnly) (fit, kept) = ([.. Normal(fit)], [.. Normal(kept)]);
        var map = FeatureMap.Fit(training, [.. fit]);
        var names = Names([.. fit]);
        return new NslKddFold(
            Of(fit), Of(kept), Rows(usual[(size + held)..(size + held + shown)]), Rows(other), Rows(known),
            Rows(otherKinds), Rows(leftOut));

        VectorData Of(IEnumerable<int> rows) => Vectors(map, training, trainingLabels, [.. rows], names);
        NslKddRows Rows(IEnumerable<int> rows) => new(Of(rows), [.. rows.Select(row => trainingLabels[row])]);
    }

    // Kinds of rows: the nearest of some that are drawn from them.
    private int[] Kinds(FeatureMap space, int[] rows, int count, Random chance)
    {
        var places = new float[count][];
        for (var at = 0; at < count; at++)
            space.Map(training, rows[chance.Next(rows.Length)], places[at] = new float[space.Width]);
        var kinds = new int[rows.Length];
        Parallel.For(0, rows.Length, at =>
        {
            var own = new float[space.Width];
            space.Map(training, rows[at], own);
            kinds[at] = Enumerable.Range(0, count).MinBy(kind => TensorPrimitives.Distance<float>(own, places[kind]));
        });
        return kinds;
    }

    private int[] Normal(IEnumerable<int> rows) => [.. rows.Where(row => trainingLabels[row] == LabelClasses.Normal)];

    private IReadOnlyList<string> Names(int[] rows) =>
        LabelClasses.Of([.. rows.Select(row => trainingLabels[row]).Distinct()], new LabelRule(), fold: false).Names;

    private static VectorData Vectors(
        FeatureMap map, FeatureTable table, string[] labels, int[] rows, IReadOnlyList<string> names)
    {
        var values = new float[rows.Length * map.Width];
        for (var i = 0; i < rows.Length; i++) map.Map(table, rows[i], values.AsSpan(i * map.Width, map.Width));
        var numbers = names.Select((name, at) => (name, at)).ToDictionary(
            pair => pair.name, pair => pair.at, StringComparer.Ordinal);
        return new VectorData(
            values, map.Width, [.. rows.Select(row => numbers.GetValueOrDefault(labels[row], -1))],
            names) { Categories = map.Categories };
    }

    private static (FeatureTable Table, string[] Labels) Read(string path)
    {
        var builder = new FeatureTableBuilder();
        var labels = new List<string>();
        foreach (var flow in FlowFile.Read(path, new FlowReadOptions(), new Refusal(path)))
        {
            builder.Add(flow);
            labels.Add(flow.Label ?? LabelClasses.Normal);
        }

        return (builder.Build(), [.. labels]);
    }

    /// <summary>One draw.</summary>
    /// <param name="Fit">Rows to fit.</param>
    /// <param name="Held">Rows kept from fitting.</param>
    /// <param name="Test">Rows of KDDTest+.</param>
    internal sealed record Drawn(VectorData Fit, VectorData Held, VectorData Test);

    private sealed class Refusal(string path) : IRejectSink
    {
        public void Add(RejectedRow row) => throw new InvalidDataException($"{path}: {row}");
    }
}
