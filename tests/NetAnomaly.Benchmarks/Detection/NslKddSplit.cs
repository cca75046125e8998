using System.Numerics.Tensors;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detection.Vectors;
using NetAnomaly.Core.Features;
using NetAnomaly.Core.Metrics;
using NetAnomaly.Core.Readers;

namespace NetAnomaly.Benchmarks.Detection;

/// <summary>The official split of NSL-KDD as vectors: of KDDTrain+ a drawn tenth is kept from fitting, KDDTest+ is only measured on.</summary>
internal sealed class NslKddSplit
{
    private const double HeldShare = 0.1;
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

    /// <summary>Draws what is fitted and what is kept, by seed.</summary>
    public Drawn Draw(int seed)
    {
        int[] order = [.. Enumerable.Range(0, training.Rows)];
        new Random(seed).Shuffle(order);
        var held = order[..(int)(order.Length * HeldShare)];
        int[] fit = [.. order[held.Length..].Order()];
        var map = FeatureMap.Fit(training, fit);
        var names = Names(fit);
        return new Drawn(
            Vectors(map, training, trainingLabels, fit, names), Vectors(map, training, trainingLabels, held, names), Vectors(map, test, TestLabels, [.. Enumerable.Range(0, test.Rows)], names));
    }

    /// <summary>Draws a fold of the training rows, small enough to be gone through in a minute.</summary>
    /// <param name="seed">Of the draw.</param>
    /// <param name="without">Attacks that are left out of fitting, to imitate unseen ones.</param>
    public NslKddFold Fold(int seed, IReadOnlySet<string> without)
    {
        var chance = new Random(seed);
        int[] order = [.. Enumerable.Range(0, training.Rows)];
        chance.Shuffle(order);
        var kinds = Kinds(order, chance);
        int[] usual = [.. order.Where(row => kinds[row] is >= 13)];
        int[] other = [.. Enumerable.Range(0, 13).SelectMany(kind => order.Where(row => kinds[row] == kind).Take(200))];
        List<int> fit = [.. usual[..9000]], held = [.. usual[9000..11_000]], known = [], leftOut = [];
        foreach (var rows in order.Where(row => kinds[row] < 0).GroupBy(row => trainingLabels[row]).Select(group => group.ToArray()))
        {
            if (without.Contains(trainingLabels[rows[0]]))
            {
                leftOut.AddRange(rows.Take(600));
                continue;
            }

            var kept = rows.Length / 10;
            known.AddRange(rows.Take(Math.Min(kept, 400)));
            held.AddRange(rows.Skip(kept).Take(Math.Min(kept, 200)));
            fit.AddRange(rows.Skip(2 * kept).Take(2000));
        }

        var map = FeatureMap.Fit(training, [.. fit]);
        var names = Names([.. fit]);
        return new NslKddFold(
            Of(fit), Of(held), Of(usual[11_000..13_500]), Of(other), Of(known), [.. known.Select(row => trainingLabels[row])], Of(leftOut), [.. leftOut.Select(row => trainingLabels[row])]);

        VectorData Of(IEnumerable<int> rows) => Vectors(map, training, trainingLabels, [.. rows], names);
    }

    // Kinds of normal rows: the nearest of 40 drawn ones; −1 for attacks.
    private int[] Kinds(int[] order, Random chance)
    {
        int[] normal = [.. order.Where(row => trainingLabels[row] == LabelClasses.Normal)];
        var map = FeatureMap.Fit(training, normal);
        int[] centres = [.. Enumerable.Range(0, 40).Select(_ => normal[chance.Next(normal.Length)])];
        var places = Vectors(map, training, trainingLabels, centres, Names(normal));
        var kinds = new int[training.Rows];
        Array.Fill(kinds, -1);
        Parallel.ForEach(normal, row =>
        {
            var own = new float[map.Width];
            map.Map(training, row, own);
            kinds[row] = Enumerable.Range(0, centres.Length).MinBy(centre => TensorPrimitives.Distance<float>(own, places.Row(centre)));
        });
        return kinds;
    }

    private IReadOnlyList<string> Names(int[] rows) => LabelClasses.Of([.. rows.Select(row => trainingLabels[row]).Distinct()], new LabelRule(), fold: false).Names;

    private static VectorData Vectors(FeatureMap map, FeatureTable table, string[] labels, int[] rows, IReadOnlyList<string> names)
    {
        var values = new float[rows.Length * map.Width];
        for (var i = 0; i < rows.Length; i++) map.Map(table, rows[i], values.AsSpan(i * map.Width, map.Width));
        var numbers = names.Select((name, at) => (name, at)).ToDictionary(pair => pair.name, pair => pair.at, StringComparer.Ordinal);
        return new VectorData(values, map.Width, [.. rows.Select(row => numbers.GetValueOrDefault(labels[row], -1))], names) { Categories = map.Categories };
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
