using NetAnomaly.Core.Detectors.Vectors;
using NetAnomaly.Core.Features;
using NetAnomaly.Core.Statistics;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;
using NetAnomaly.Core.Tests.Features;
using NetAnomaly.Core.Tests.Readers;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Detection.Vectors;

/// <summary>
/// The baselines on NSL-KDD's official split, trained on its normal rows. Whole, with seeds 0 to 4, the forest reaches
/// a ROC-AUC of .944 to .954 and five neighbours .966; scikit-learn 1.2.1 .945 to .955 and .964. Here on every fourth
/// test row, with fewer references.
/// </summary>
public sealed class NslKddTests
{
    private const int EveryTestRow = 4;
    private const int References = 2000;

    [Fact]
    public void The_forest_and_the_neighbours_find_the_attacks_of_nsl_kdd()
    {
        var (train, test, anomalous) = Read();
        using var forest = IsolationForestDetector.Train(
            train, 100, 256, 1, null, TestContext.Current.CancellationToken);
        Assert.InRange(Auc(forest.Score(test), anomalous), 0.93, 0.97);
        using var neighbors = NearestNeighborDetector.Train(train, 5, 1, References);
        Assert.InRange(Auc(neighbors.Score(test), anomalous), 0.95, 0.985);
    }

    private static (VectorData Train, float[] Test, bool[] Anomalous) Read()
    {
        var learned = Flows("KDDTrain+.txt.gz").Where(flow => flow.Label == "normal").ToArray();
        var asked = Flows("KDDTest+.txt.gz").Where((_, row) => row % EveryTestRow == 0).ToArray();
        var map = FeatureMap.Fit(FeatureMaker.Table(learned), [.. Enumerable.Range(0, learned.Length)]);
        return (
            new VectorData(Vectors(map, learned), map.Width, new int[learned.Length], ["normal"]), Vectors(map, asked),
            [.. asked.Select(flow => flow.Label != "normal")]);
    }

    private static float[] Vectors(FeatureMap map, FlowRecord[] flows)
    {
        var values = new float[flows.Length * map.Width];
        for (var row = 0; row < flows.Length; row++) map.Map(flows[row], values.AsSpan(row * map.Width, map.Width));
        return values;
    }

    private static IEnumerable<FlowRecord> Flows(string file) =>
        FlowFile.Read(
            Repository.Capture($"nsl-kdd/{file}"), new FlowReadOptions(), new RejectCounter(),
            TestContext.Current.CancellationToken);

    private static double Auc(VectorVerdict[] verdicts, bool[] anomalous) =>
        RankingMetrics.RocAuc([.. verdicts.Select(verdict => (double)verdict.Score)], anomalous);
}
