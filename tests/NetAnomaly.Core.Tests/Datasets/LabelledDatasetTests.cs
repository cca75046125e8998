using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Datasets;

public sealed class LabelledDatasetTests
{
    private static readonly ModelSpec Supervised = TestSpec.Of(ModelArchitecture.Clstm) with
    {
        Learning = LearningMode.Supervised,
    };

    [Fact]
    public void Flows_have_the_classes_of_their_labels_and_those_without_are_normal()
    {
        var labelled = LabelledDataset.Of(
            Corpus(), Supervised.With(new { MergeAttackClasses = false }), new TrainingOptions())!;

        Assert.Equal(["normal", "Flood", "Scan"], labelled.Classes);
        Assert.Equal([0, 2, 0], labelled.Of(0));
        Assert.Equal([1, 2, 1], labelled.Of(1));
        Assert.Equal([0, 0, 0], labelled.Of(2));
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(labelled.IsAnomalous));
    }

    [Fact]
    public void Attacks_can_be_folded_and_named()
    {
        var labelled = LabelledDataset.Of(Corpus(), Supervised, new TrainingOptions { AnomalousLabels = ["fl*"] })!;

        Assert.Equal(["normal", "anomalous"], labelled.Classes);
        Assert.Equal([0, 0, 0], labelled.Of(0));
        Assert.Equal([1, 0, 1], labelled.Of(1));
    }

    [Fact]
    public void Learning_that_heeds_no_labels_has_no_classes() =>
        Assert.Null(
            LabelledDataset.Of(
                Corpus(), Supervised with { Learning = LearningMode.Unsupervised }, new TrainingOptions()));

    private static ConversationTable Corpus()
    {
        var corpus = new ConversationTableBuilder([TokenScheme.ProtoByte], []);
        foreach (
            var labels in (string?[][])[["Benign", "Scan", null], ["Flood", "Scan", "Flood"], [null, "Normal", "-"]])
        {
            var flows = labels.Select(
                label => new FlowRecord
                {
                    Start = FlowMaker.At("10:00"), Protocol = "tcp", SourceAddress = "10.0.0.1",
                    DestinationAddress = "10.0.0.2", Label = label,
                }).ToArray();
            corpus.Add(
                new Conversation(
                    FlowMaker.At("10:00"), TimeSpan.FromHours(1), FlowGrouping.Dyad, [TokenScheme.ProtoByte], flows,
                    [[.. flows.Select(_ => "t5")]]));
        }

        return corpus.Build();
    }
}
