using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detection.Vectors;
using NetAnomaly.Core.Detection.Vectors.Forest;
using NetAnomaly.Core.Detection.Vectors.Neighbors;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Tests.Readers;
using NetAnomaly.Core.Tests.Support;
using NetAnomaly.Core.Training;
using static NetAnomaly.Core.Tests.Support.FlowMaker;

namespace NetAnomaly.Core.Tests.Detection.Vectors;

/// <summary>The detectors on features that need no engine, from flows to a model file and back.</summary>
public sealed class CoreVectorDetectorTests
{
    private static readonly DetectorCatalog Catalog = new([new VectorProvider(new IsolationForestProvider()), new VectorProvider(new NearestNeighborProvider())]);

    private static readonly FlowRecord[] Traffic = [.. Enumerable.Range(0, 600).Select(at => Flow($"10:{at % 60:00}", Alice, $"10.0.1.{at % 200}", bytes: 100 + (at % 97)))];

    private static readonly FlowRecord Strange = Flow("10:30", Alice, "10.0.1.7", bytes: 900_000_000);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ModelArchitecture.IsolationForest)]
    [InlineData(ModelArchitecture.NearestNeighbor)]
    public void A_strange_flow_scores_above_all_usual_ones(ModelArchitecture architecture)
    {
        using var model = Train(new ModelSpec { Architecture = architecture });
        var scorer = new AnomalyScorer(model, AnomalyThreshold.Default);
        var usual = scorer.Score(Conversations(Traffic), Cancellation).Max(result => result.Score);
        var strange = Assert.Single(scorer.Score(Conversations(Strange), Cancellation));
        Assert.True(strange.Score > usual, $"{strange.Score} is not above {usual}");
    }

    [Theory]
    [InlineData(ModelArchitecture.IsolationForest)]
    [InlineData(ModelArchitecture.NearestNeighbor)]
    public void A_saved_model_scores_to_the_bit_as_before(ModelArchitecture architecture)
    {
        using var file = new TemporaryFile(ModelFile.Extension);
        using var model = Train(new ModelSpec { Architecture = architecture });
        ModelFile.Save(model, file.Path, overwrite: true);
        using var loaded = ModelFile.Load(file.Path, Catalog);
        Assert.Equal(Scores(model), Scores(loaded));
    }

    [Fact]
    public void The_numbers_of_the_description_are_heeded()
    {
        var spec = new ModelSpec { Architecture = ModelArchitecture.IsolationForest };
        var progress = new ListProgress();
        using var model = Train(spec with { Trees = 3 }, progress);
        Assert.Equal([1.0 / 3, 2.0 / 3, 1], progress.Reports.Select(report => report.Fraction));
        using var small = Train(spec with { Trees = 3, SampleSize = 2 });
        Assert.All(Scores(small), score => Assert.Equal(0.5, score)); // trees of two rows isolate nothing

        using var one = Train(spec with { Architecture = ModelArchitecture.NearestNeighbor, Neighbors = 1 });
        using var many = Train(spec with { Architecture = ModelArchitecture.NearestNeighbor, Neighbors = 50 });
        Assert.True(Scores(one).Sum() < Scores(many).Sum());
    }

    private static AnomalyModel Train(ModelSpec spec, IProgress<TrainingProgress>? progress = null)
    {
        var builder = new TrainingCorpusBuilder(spec.Schemes, [], spec.SeesFeatures);
        foreach (var conversation in Conversations(Traffic)) builder.Add(conversation);
        using var untrained = ModelTrainer.New(spec);
        return new ModelTrainer(Catalog).Train(untrained, builder.Build(), new TrainingOptions(), progress, Cancellation);
    }

    private static double[] Scores(AnomalyModel model) =>
        [.. new AnomalyScorer(model, AnomalyThreshold.Default).Score(Conversations([.. Traffic[..50], Strange]), Cancellation).Select(result => result.Score)];

    private static FlowSequence[] Conversations(params FlowRecord[] flows) => [.. ConversationBuilder.Build(flows, new ConversationOptions())];
}
