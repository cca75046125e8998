using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Training;

namespace NetAnomaly.Core.Tests.Detection.Kinds;

public sealed class DetectorKindTests
{
    private static readonly ModelArchitecture[] Featured =
        [ModelArchitecture.Metric, ModelArchitecture.NearestNeighbor, ModelArchitecture.IsolationForest];

    private static readonly ModelArchitecture[] Networks =
        [ModelArchitecture.Clstm, ModelArchitecture.Transformer, ModelArchitecture.BiLstm];

    public static TheoryData<ModelArchitecture> Architectures => [.. Enum.GetValues<ModelArchitecture>()];

    [Fact]
    public void Every_architecture_has_one_kind_and_options_of_its_own()
    {
        var kinds = DetectorKinds.Standard.All;

        Assert.Equal(Enum.GetValues<ModelArchitecture>(), kinds.Select(kind => kind.Architecture).Order());
        Assert.Distinct(kinds.Select(kind => kind.OptionsType));
        Assert.All(kinds, kind => Assert.True(kind.OptionsType.IsSealed));
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Options_of_another_architecture_are_refused_by_name(ModelArchitecture architecture) => Assert.All(
        DetectorKinds.Standard.All.Where(kind => kind.Architecture != architecture),
        other =>
        {
            var spec = Usual(architecture) with { Options = Usual(other.Architecture).Options };

            var error = Assert.Throws<ArgumentException>(() => ModelSpecRules.Check(spec));

            var own = DetectorKinds.Standard.Of(architecture).OptionsType;
            Assert.Contains(own.Name, error.Message, StringComparison.Ordinal);
            Assert.Contains(other.OptionsType.Name, error.Message, StringComparison.Ordinal);
        });

    [Fact]
    public void Options_that_are_asked_for_as_another_kind_say_which_model_has_which()
    {
        var spec = Usual(ModelArchitecture.Clstm) with { Name = "office" };

        var error = Assert.Throws<InvalidOperationException>(spec.OptionsOf<ForestOptions>);

        Assert.Equal("The Clstm model 'office' has ClstmOptions; ForestOptions are needed.", error.Message);
        Assert.Equal(64, spec.OptionsOf<WordNetworkOptions>().EmbeddingSize);
    }

    [Fact]
    public void Options_are_changed_in_a_copy()
    {
        var spec = Usual(ModelArchitecture.BiLstm);

        var changed = spec.WithOptions<WordNetworkOptions>(own => own with { Dropout = 0.5 });

        Assert.Equal((0.1, 0.5), (Options(spec).Dropout, Options(changed).Dropout));
        Assert.Equal(spec, changed with { Options = spec.Options });

        static BiLstmOptions Options(ModelSpec spec) => spec.OptionsOf<BiLstmOptions>();
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Needs_say_what_is_seen_and_what_computes(ModelArchitecture architecture)
    {
        var needs = DetectorKinds.Standard.Needs(Usual(architecture));

        Assert.Equal(Featured.Contains(architecture), needs.Features);
        Assert.Equal(!Featured.Contains(architecture), needs.Tokens);
        Assert.Equal(Networks.Contains(architecture) || architecture == ModelArchitecture.Metric, needs.Engine);
        Assert.Equal(architecture == ModelArchitecture.Ensemble, needs.WholeWindows);
        Assert.Equal(architecture == ModelArchitecture.Metric, needs.ReferencePoints);
        Assert.Equal(architecture == ModelArchitecture.Metric, needs.PrecisionReason is not null);
    }

    [Fact]
    public void An_ensemble_needs_what_its_members_need()
    {
        var ensemble = Usual(ModelArchitecture.Ensemble).WithOptions<EnsembleOptions>(own => own with
        {
            Members = [Usual(ModelArchitecture.IsolationForest), Usual(ModelArchitecture.Clstm)],
        });

        var needs = DetectorKinds.Standard.Needs(ensemble);

        Assert.Equal((true, true, true, true), (needs.Tokens, needs.Features, needs.WholeWindows, needs.Engine));
        Assert.Equal(2, needs.Precisions.Count);
    }

    [Fact]
    public void An_architecture_that_is_not_registered_is_refused() =>
        Assert.Throws<ArgumentException>(() => DetectorKinds.Standard.Of((ModelArchitecture)99));

    private static ModelSpec Usual(ModelArchitecture architecture) =>
        ModelPresets.WithMembers(ModelPresets.Default(architecture).Spec);
}
