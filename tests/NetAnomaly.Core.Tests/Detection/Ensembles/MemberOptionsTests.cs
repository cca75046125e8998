using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Detectors.Ensemble;

namespace NetAnomaly.Core.Tests.Detection.Ensembles;

public sealed class MemberOptionsTests
{
    private static readonly DetectorRegistry Registry = new(CoreDetectors.Providers);

    private static readonly ModelSpec Spec = TestSpec.Of(ModelArchitecture.Ensemble, new EnsembleOptions
    {
        Members =
        [
            TestSpec.Of(ModelArchitecture.TokenFrequency),
            TestSpec.Of(ModelArchitecture.Transformer),
            TestSpec.Of(ModelArchitecture.BiLstm),
        ],
    });

    [Fact]
    public void A_member_is_trained_as_is_usual_for_its_kind()
    {
        var options = new MemberOptions(Spec, new TrainingOptions(), Registry);

        Assert.Equal((3, 1e-3, 64), (options.For(1).Epochs, options.For(1).LearningRate, options.For(1).BatchSize));
        Assert.Equal((5, 16), (options.For(2).Epochs, options.For(2).BatchSize));
    }

    [Fact]
    public void What_the_ensemble_is_asked_goes_for_every_member()
    {
        var options = new MemberOptions(Spec, new TrainingOptions { Epochs = 7, ValidationShare = 0.25 }, Registry);

        Assert.All(
            Enumerable.Range(0, 3), member =>
                Assert.Equal((7, 0.25), (options.For(member).Epochs, options.For(member).ValidationShare)));
    }

    [Fact]
    public void Every_member_has_a_checkpoint_of_its_own_and_its_share_of_the_time()
    {
        var options = new MemberOptions(
            Spec, new TrainingOptions { CheckpointPath = "night", TimeBudget = TimeSpan.FromHours(3) }, Registry);

        Assert.Equal(
            ["night.0", "night.1", "night.2"],
            Enumerable.Range(0, 3).Select(member => options.For(member).CheckpointPath));
        Assert.InRange(options.For(0).TimeBudget!.Value, TimeSpan.FromMinutes(59), TimeSpan.FromHours(1));
        Assert.InRange(options.For(2).TimeBudget!.Value, TimeSpan.FromHours(2), TimeSpan.FromHours(3));
    }

    [Fact]
    public void A_budget_that_is_spent_leaves_a_moment_not_nothing()
    {
        var options = new MemberOptions(Spec, new TrainingOptions { TimeBudget = TimeSpan.FromTicks(1) }, Registry);

        Assert.True(options.For(2).TimeBudget > TimeSpan.Zero);
    }
}
