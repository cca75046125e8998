using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Training;
using NetAnomaly.Models.Networks;
using Xunit;

namespace NetAnomaly.Models.Tests;

public sealed class PresetTests
{
    private static readonly (string Rule, Func<ModelSpec, ModelSpec> Break)[] SpecFaults =
    [
        ("preset", spec => spec with { Preset = (ModelPreset)99 }),
        ("layers of attention", spec => spec.With(new { AttentionLayers = 0 })),
        ("layers of attention", spec => spec.With(new { AttentionLayers = 49 })),
        ("heads", spec => spec.With(new { Heads = 0 })),
        ("heads", spec => spec.With(new { Heads = 65 })),
        ("multiple of the 3 heads", spec => spec.With(new { Heads = 3 })),
        ("feed-forward", spec => spec.With(new { FeedForwardSize = 0 })),
        ("feed-forward", spec => spec.With(new { FeedForwardSize = 16_385 })),
        ("context", spec => spec.With(new { ContextLength = 0 })),
        ("context", spec => spec.With(new { ContextLength = 65 })),
        ("dense", spec => spec.With(new { DenseSize = 0 })),
        ("dense", spec => spec.With(new { DenseSize = 4097 })),
        ("words per factor", spec => spec.With(new { MaxWords = 0 })),
        ("words per factor", spec => spec.With(new { MaxWords = 65_537 })),
    ];

    private static readonly (string Rule, Func<TrainingOptions, TrainingOptions> Break)[] OptionFaults =
    [
        ("optimizer", options => options with { Optimizer = (TrainingOptimizer)99 }),
        ("schedule", options => options with { Schedule = (LearningRateSchedule)99 }),
        ("patience", options => options with { Patience = -1 }),
        ("patience", options => options with { Patience = 10_001 }),
        ("time budget", options => options with { TimeBudget = TimeSpan.Zero }),
        ("checkpoints", options => options with { CheckpointInterval = TimeSpan.FromTicks(-1) }),
        ("checkpoint's path", options => options with { CheckpointPath = " " }),
        ("name the checkpoint", options => options with { Resume = true }),
    ];

    [Fact]
    public void Every_preset_keeps_to_the_rules() => Assert.All(
        from preset in Enum.GetValues<ModelPreset>()
        from architecture in Enum.GetValues<ModelArchitecture>()
        from learning in Enum.GetValues<LearningMode>()
        where WordNetworks.Has(architecture) || (preset == ModelPreset.Default && learning == LearningMode.Unsupervised)
        select (preset, architecture, learning),
        kind =>
        {
            var (spec, options) = ModelPresets.Of(kind.preset, kind.architecture, kind.learning);
            ModelSpecRules.Check(ModelPresets.WithMembers(spec));
            ModelSpecRules.Check(options);
            Assert.Equal(kind, (spec.Preset, spec.Architecture, spec.Learning));
        });

    [Theory]
    [InlineData(ModelArchitecture.Clstm, 10, 15, TrainingOptimizer.Adam)]
    [InlineData(ModelArchitecture.Transformer, 10, 15, TrainingOptimizer.AdamW)]
    [InlineData(ModelArchitecture.BiLstm, 14, 10, TrainingOptimizer.NAdam)]
    public void Published_trainings_have_the_published_window_epochs_and_optimizer(
        ModelArchitecture architecture, int window, int epochs, TrainingOptimizer optimizer)
    {
        var (spec, options) = ModelPresets.Published(architecture);

        Assert.Equal(
            (window, ScoreAggregation.Max), (spec.OptionsOf<WordNetworkOptions>().ContextLength, spec.Aggregate));
        Assert.Equal(
            (epochs, optimizer, 512, 1e-3, LearningRateSchedule.Constant),
            (options.Epochs, options.Optimizer, options.BatchSize, options.LearningRate, options.Schedule));
    }

    [Theory]
    [InlineData(ModelArchitecture.Clstm, 10, 150, TrainingOptimizer.Adam, 1e-3)]
    [InlineData(ModelArchitecture.Transformer, 10, 150, TrainingOptimizer.Adam, 1e-4)]
    [InlineData(ModelArchitecture.BiLstm, 14, 10, TrainingOptimizer.NAdam, 1e-3)]
    public void Published_classifiers_have_the_published_window_epochs_optimizer_and_rate(
        ModelArchitecture architecture, int window, int epochs, TrainingOptimizer optimizer, double rate)
    {
        var (spec, options) = ModelPresets.Published(architecture, LearningMode.Supervised);

        Assert.Equal(
            (window, LearningMode.Supervised), (spec.OptionsOf<WordNetworkOptions>().ContextLength, spec.Learning));
        Assert.Equal(
            (epochs, optimizer, 512, rate, LearningRateSchedule.Constant),
            (options.Epochs, options.Optimizer, options.BatchSize, options.LearningRate, options.Schedule));
        Assert.Equal(
            architecture == ModelArchitecture.BiLstm ? FlowGrouping.DirectedDyad : FlowGrouping.Dyad, spec.GroupBy);
    }

    [Theory]
    [InlineData(ModelArchitecture.Clstm, LearningMode.Unsupervised, 0.2, 0)]
    [InlineData(ModelArchitecture.Transformer, LearningMode.Unsupervised, 0.1, 0.01)]
    [InlineData(ModelArchitecture.BiLstm, LearningMode.Unsupervised, 0.35, 0)]
    [InlineData(ModelArchitecture.Clstm, LearningMode.Supervised, 0, 0)]
    [InlineData(ModelArchitecture.Transformer, LearningMode.Supervised, 0.1, 0)]
    [InlineData(ModelArchitecture.BiLstm, LearningMode.Supervised, 0.35, 0)]
    public void Published_trainings_have_the_published_dropout_and_nothing_that_was_not(
        ModelArchitecture architecture, LearningMode learning, double dropout, double decay)
    {
        var (spec, options) = ModelPresets.Published(architecture, learning);

        var own = spec.OptionsOf<WordNetworkOptions>();
        Assert.Equal((dropout, architecture == ModelArchitecture.BiLstm), (own.Dropout, own.WordVectors));
        Assert.Equal(
            (decay, double.PositiveInfinity, 0), (options.WeightDecay, options.GradientClip, options.Patience));
    }

    [Fact]
    public void What_was_not_published_is_refused() =>
        Assert.Throws<NotSupportedException>(() => ModelPresets.Published(ModelArchitecture.TokenFrequency));

    [Fact]
    public void Each_fault_of_a_network_s_description_is_refused_by_its_rule() => Assert.All(SpecFaults, fault =>
    {
        var spec = ModelPresets.Default(ModelArchitecture.Transformer).Spec;
        var error = Assert.ThrowsAny<ArgumentException>(() => ModelSpecRules.Check(fault.Break(spec)));
        Assert.Contains(fault.Rule, error.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void Each_fault_of_how_to_train_is_refused_by_its_rule() => Assert.All(OptionFaults, fault =>
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => ModelSpecRules.Check(fault.Break(new TrainingOptions())));
        Assert.Contains(fault.Rule, error.Message, StringComparison.Ordinal);
    });
}
