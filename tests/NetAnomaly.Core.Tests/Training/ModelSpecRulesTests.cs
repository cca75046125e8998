using NetAnomaly.Core.Tests.Support;
using NetAnomaly.Core.Training;

namespace NetAnomaly.Core.Tests.Training;

public sealed class ModelSpecRulesTests
{
    // What is wrong, and a word of the rule that says so.
    private static readonly (string Rule, Func<ModelSpec, ModelSpec> Break)[] SpecFaults =
    [
        ("name", spec => spec with { Name = "" }),
        ("name", spec => spec with { Name = new string('x', 201) }),
        ("1 to 8 token schemes", spec => spec with { Schemes = [] }),
        (
            "1 to 8 token schemes", spec =>
                spec with { Schemes = [.. Enumerable.Range(0, 9).Select(scheme => (TokenScheme)scheme)] }),
        ("only once", spec => spec with { Schemes = [TokenScheme.State, TokenScheme.ProtoByte, TokenScheme.State] }),
        ("token scheme is not known", spec => spec with { Schemes = [(TokenScheme)99] }),
        ("architecture", spec => spec.As((ModelArchitecture)99)),
        ("learning mode", spec => spec with { Learning = (LearningMode)99 }),
        ("grouping", spec => spec with { GroupBy = (FlowGrouping)99 }),
        ("aggregation", spec => spec with { Aggregate = (ScoreAggregation)99 }),
        ("count by", spec => spec.With(new { CountBy = (TokenCounting)99 })),
        ("window lasts", spec => spec with { Window = TimeSpan.FromHours(5) }),
        ("window lasts", spec => spec with { Window = TimeSpan.FromHours(0) }),
        ("embedding", spec => spec.As(ModelArchitecture.Clstm, new { EmbeddingSize = 0 })),
        ("embedding", spec => spec.As(ModelArchitecture.Clstm, new { EmbeddingSize = 4097 })),
        ("convolutions", spec => spec.As(ModelArchitecture.Clstm, new { ConvolutionLayers = -1 })),
        ("convolutions", spec => spec.As(ModelArchitecture.Clstm, new { ConvolutionLayers = 17 })),
        ("positions", spec => spec.As(ModelArchitecture.Clstm, new { KernelSize = 0 })),
        ("positions", spec => spec.As(ModelArchitecture.Clstm, new { KernelSize = 65 })),
        ("LSTM's state", spec => spec.As(ModelArchitecture.Clstm, new { HiddenSize = 0 })),
        ("LSTM's state", spec => spec.As(ModelArchitecture.Clstm, new { HiddenSize = 4097 })),
        ("LSTM layers", spec => spec.As(ModelArchitecture.Clstm, new { RecurrentLayers = 0 })),
        ("LSTM layers", spec => spec.As(ModelArchitecture.Clstm, new { RecurrentLayers = 9 })),
        ("2 to 64 flows", spec => spec.As(ModelArchitecture.Metric, new { ContextLength = 1 })),
        ("2 to 64 flows", spec => spec.As(ModelArchitecture.Metric, new { ContextLength = 65 })),
        (
            "sequence encoder is not known", spec =>
                spec.As(ModelArchitecture.Metric, new { SequenceEncoder = (MetricSequenceEncoder)9 })),
        ("4096 wide", spec => spec.As(ModelArchitecture.Metric, new { SequenceSize = 0 })),
        (
            "multiple of 4",
            spec => spec.As(
                ModelArchitecture.Metric,
                new { SequenceEncoder = MetricSequenceEncoder.Transformer, SequenceSize = 6 })),
        (
            "otherwise than by Flow",
            spec => (spec with { GroupBy = FlowGrouping.Flow })
                .As(ModelArchitecture.Metric, new { SequenceEncoder = MetricSequenceEncoder.Lstm })),
        ("Dropout", spec => spec.As(ModelArchitecture.Clstm, new { Dropout = -0.1 })),
        ("Dropout", spec => spec.As(ModelArchitecture.Clstm, new { Dropout = 1 })),
        ("Dropout", spec => spec.As(ModelArchitecture.Clstm, new { Dropout = double.NaN })),
    ];

    private static readonly (string Rule, Func<TrainingOptions, TrainingOptions> Break)[] OptionFaults =
    [
        ("epochs", options => options with { Epochs = -1 }),
        ("epochs", options => options with { Epochs = 10_001 }),
        ("batch", options => options with { BatchSize = 0 }),
        ("batch", options => options with { BatchSize = 65_537 }),
        ("learning rate", options => options with { LearningRate = 0 }),
        ("learning rate", options => options with { LearningRate = 11 }),
        ("learning rate", options => options with { LearningRate = double.NaN }),
        ("weight decay", options => options with { WeightDecay = -1 }),
        ("weight decay", options => options with { WeightDecay = double.PositiveInfinity }),
        ("gradient", options => options with { GradientClip = 0 }),
        ("gradient", options => options with { GradientClip = double.NaN }),
        ("validation share", options => options with { ValidationShare = 0 }),
        ("validation share", options => options with { ValidationShare = 1 }),
        ("validation share", options => options with { ValidationShare = double.NaN }),
    ];

    [Fact]
    public void Descriptions_at_the_edges_are_taken()
    {
        ModelSpecRules.Check(ModelMaker.Spec);
        var wide = ModelMaker.Spec with
        {
            Name = new string('x', 200), Schemes = Enum.GetValues<TokenScheme>(), Window = TimeSpan.FromHours(24),
        };
        ModelSpecRules.Check(wide);
        ModelSpecRules.Check(wide.As(ModelArchitecture.Clstm, new
        {
            EmbeddingSize = 4096, ConvolutionLayers = 16, KernelSize = 64, HiddenSize = 4096, RecurrentLayers = 8,
            Dropout = 0.999,
        }));
        ModelSpecRules.Check(
            (ModelMaker.Spec with { Name = "x" }).As(
                ModelArchitecture.Clstm,
                new { EmbeddingSize = 1, ConvolutionLayers = 0, KernelSize = 1, HiddenSize = 1, RecurrentLayers = 1,
                    Dropout = 0 }));
    }

    [Fact]
    public void Each_fault_of_a_description_is_refused_by_its_rule() => Assert.All(SpecFaults, fault =>
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => ModelSpecRules.Check(fault.Break(ModelMaker.Spec)));
        Assert.Contains(fault.Rule, error.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void Options_at_the_edges_are_taken()
    {
        ModelSpecRules.Check(new TrainingOptions());
        ModelSpecRules.Check(
            new TrainingOptions
            {
                Epochs = 0, BatchSize = 1, LearningRate = 1e-9, WeightDecay = 0, GradientClip = 1e-9,
                ValidationShare = 1e-9,
            });
        ModelSpecRules.Check(
            new TrainingOptions
            {
                Epochs = 10_000, BatchSize = 65_536, LearningRate = 10, WeightDecay = 10,
                GradientClip = double.PositiveInfinity, ValidationShare = 0.999,
            });
    }

    [Fact]
    public void Each_fault_of_the_options_is_refused_by_its_rule() => Assert.All(OptionFaults, fault =>
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => ModelSpecRules.Check(fault.Break(new TrainingOptions())));
        Assert.Contains(fault.Rule, error.Message, StringComparison.Ordinal);
    });
}
