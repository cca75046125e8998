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

    /// <summary>Draws what is fitted and what is kept.</summary>
    /// <param name="seed">Of the draw.</param>
    /// <param name="without">Attacks that are left out of fitting, to imitate unseen ones.</param>
    public Drawn Draw(int seed, IReadOnlySet<string> without)
    {
        int[] order = [.. Enumerable.Range(0, training.Rows)];
        new Random(seed).Shuffle(order);
        var held = order[..(int)(order.Length * HeldShare)];
        int[] fit = [.. order[held.Length..].Where(row => !without.Contains(trainingLabels[row])).Order()];
        var map = FeatureMap.Fit(training, fit);
        var names = LabelClasses.Of([.. fit.Select(row => trainingLabels[row]).Distinct()], new LabelRule(), fold: false).Names;
        var left = Enumerable.Range(0, training.Rows).Where(row => without.Contains(trainingLabels[row])).ToArray();
        return new Drawn(
            Vectors(map, training, trainingLabels, fit, names),
            Vectors(map, training, trainingLabels, [.. held.Where(row => !without.Contains(trainingLabels[row]))], names),
            Vectors(map, test, TestLabels, [.. Enumerable.Range(0, test.Rows)], names),
            Vectors(map, training, trainingLabels, left, names),
            [.. left.Select(row => trainingLabels[row])]);
    }

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
    /// <param name="LeftOut">Rows of training attacks that were left out of both.</param>
    /// <param name="LeftOutLabels">Their attacks.</param>
    internal sealed record Drawn(VectorData Fit, VectorData Held, VectorData Test, VectorData LeftOut, string[] LeftOutLabels);

    private sealed class Refusal(string path) : IRejectSink
    {
        public void Add(RejectedRow row) => throw new InvalidDataException($"{path}: {row}");
    }
}
