using NetAnomaly.Core.Detectors;

namespace NetAnomaly.Core.Tests.Detection.Kinds;

public sealed class ModelParametersTests
{
    private const ModelPreset Default = ModelPreset.Default;
    private const LearningMode Unsupervised = LearningMode.Unsupervised;
    private const LearningMode Supervised = LearningMode.Supervised;

    private static readonly ModelParameters Table = new(DetectorKinds.Standard, name => $"-{name}");

    public static TheoryData<ModelArchitecture> Architectures => [.. Enum.GetValues<ModelArchitecture>()];

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Each_kind_takes_its_own_parameters_and_refuses_all_others(ModelArchitecture architecture)
    {
        var spec = ModelPresets.Default(architecture).Spec;
        var own = Table.Of(architecture)
            .Where(parameter => parameter.AppliesTo(spec))
            .ToDictionary(parameter => parameter.Name);

        Assert.NotEmpty(own);
        Assert.All(Table.Names, name =>
        {
            if (own.TryGetValue(name, out var parameter))
            {
                Assert.Equal(spec, Table.Apply(spec, [Given(name, parameter.Get(spec.Options))]));
                return;
            }

            var error = Assert.Throws<ForeignParameterException>(() => Table.Apply(spec, [Given(name, null)]));
            Assert.StartsWith($"-{name} does not belong to {architecture}", error.Message, StringComparison.Ordinal);
            Assert.All(own.Keys, taken => Assert.Contains($"-{taken}", error.Message, StringComparison.Ordinal));
            Assert.Equal(name, error.Parameter);
        });
    }

    [Fact]
    public void A_refusal_names_the_parameters_that_can_be_given()
    {
        var forest = ModelPresets.Default(ModelArchitecture.IsolationForest).Spec;

        Assert.EndsWith("; it takes -SampleSize and -Trees.", Refusal(null), StringComparison.Ordinal);
        Assert.EndsWith("; it takes -Trees.", Refusal(["Trees", "Heads"]), StringComparison.Ordinal);
        Assert.EndsWith("; it takes no parameter of its own.", Refusal([]), StringComparison.Ordinal);

        string Refusal(string[]? offered) => Assert.Throws<ForeignParameterException>(
            () => Table.Apply(forest, [Given("Heads", 2)], offered)).Message;
    }

    [Theory]
    [InlineData(ModelArchitecture.Clstm, "DenseSize", Default, Unsupervised, " without -Preset Published;")]
    [InlineData(ModelArchitecture.BiLstm, "ContextLength", Default, Supervised, " without -Preset Published;")]
    [InlineData(
        ModelArchitecture.Transformer,
        "KernelSize",
        ModelPreset.Published,
        Unsupervised,
        " without -Preset Published and -Learning Supervised;")]
    [InlineData(ModelArchitecture.Clstm, "CountBy", Default, Supervised, " with -Learning Supervised;")]
    [InlineData(ModelArchitecture.Metric, "MultiClass", Default, Unsupervised, " without -Learning Supervised;")]
    [InlineData(ModelArchitecture.Metric, "ContextLength", Default, Unsupervised, " without -SequenceEncoder;")]
    public void A_parameter_of_another_preset_or_learning_mode_is_refused_with_the_one_that_has_it(
        ModelArchitecture architecture, string name, ModelPreset preset, LearningMode learning, string what)
    {
        var spec = ModelPresets.Of(preset, architecture, learning).Spec;

        var error = Assert.Throws<ForeignParameterException>(() => Table.Apply(spec, [Given(name, Value(spec, name))]));

        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_switch_may_be_the_inverse_of_its_option()
    {
        var spec = ModelPresets.Default(ModelArchitecture.Clstm, LearningMode.Supervised).Spec;

        Assert.False(Table.Apply(spec, [Given("MultiClass", true)]).OptionsOf<ClstmOptions>().MergeAttackClasses);
        Assert.True(Table.Apply(spec, [Given("MultiClass", false)]).OptionsOf<ClstmOptions>().MergeAttackClasses);
    }

    [Fact]
    public void What_depends_on_a_parameter_follows_it_unless_it_is_given_too()
    {
        var spec = ModelPresets.Default(ModelArchitecture.Metric).Spec;

        Assert.Equal(8, Drawn(Given("Encoders", 16)));
        Assert.Equal(4, Drawn(Given("DrawnEncoders", 4), Given("Encoders", 16)));
        Assert.Equal(4, Drawn(Given("ContextLength", 5), Given("SequenceEncoder", MetricSequenceEncoder.Lstm)));

        int Drawn(params KeyValuePair<string, object?>[] given) =>
            Table.Apply(spec, given).OptionsOf<MetricOptions>().DrawnEncoders;
    }

    [Fact]
    public void The_preset_that_options_are_taken_from_stays_as_it_is()
    {
        var spec = ModelPresets.Default(ModelArchitecture.IsolationForest).Spec;

        var changed = Table.Apply(spec, [Given("Trees", 7)]);

        Assert.Equal((100, 7), (spec.OptionsOf<ForestOptions>().Trees, changed.OptionsOf<ForestOptions>().Trees));
    }

    private static object? Value(ModelSpec spec, string name) =>
        Table.Of(spec.Architecture).Single(parameter => parameter.Name == name).Get(spec.Options);

    private static KeyValuePair<string, object?> Given(string name, object? value) => new(name, value);
}
