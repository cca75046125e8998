using NetAnomaly.Models.Metric.Losses;
using Xunit;

namespace NetAnomaly.Models.Tests.MetricLearning;

public sealed class LossTests
{
    private static readonly float[] Rows = [1f, 0.2f, 0.8f, 0.6f, -0.3f, 1f, 0.1f, 0.9f, 0.7f, -0.7f, -1f, -0.1f];
    private static readonly int[] Classes = [0, 0, 1, 1, 0, 2];

    public static TheoryData<MetricLoss, MetricDistance, MetricMiner> Kinds =>
    [
        .. from loss in Enum.GetValues<MetricLoss>()
           from distance in Enum.GetValues<MetricDistance>()
           from miner in Enum.GetValues<MetricMiner>()
           select (loss, distance, miner),
    ];

    // Expected values: the formulas of the papers, written out pair by pair in double precision with NumPy.
    [Theory]
    [InlineData(MetricLoss.Triplet, MetricDistance.Cosine, 0.5084269349213055)]
    [InlineData(MetricLoss.Contrastive, MetricDistance.Cosine, 0.12047388557288613)]
    [InlineData(MetricLoss.MultiSimilarity, MetricDistance.Cosine, 0.4110015391394955)]
    [InlineData(MetricLoss.SupervisedContrastive, MetricDistance.Cosine, 0.9759987565707933)]
    [InlineData(MetricLoss.NtXent, MetricDistance.Cosine, 0.5068603372714745)]
    [InlineData(MetricLoss.Triplet, MetricDistance.L2, 0.3452308065069402)]
    [InlineData(MetricLoss.Contrastive, MetricDistance.L2, 0.37125)]
    [InlineData(MetricLoss.MultiSimilarity, MetricDistance.L2, 0.5627639030709916)]
    [InlineData(MetricLoss.SupervisedContrastive, MetricDistance.L2, 1.0068753152227419)]
    [InlineData(MetricLoss.NtXent, MetricDistance.L2, 0.4996378743121841)]
    public void A_loss_is_what_its_paper_says(MetricLoss loss, MetricDistance distance, double expected) =>
        Assert.Equal(expected, Loss(Rows, Spec(loss, distance, MetricMiner.None)), 1e-5);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_gradient_of_a_loss_is_its_slope(MetricLoss loss, MetricDistance distance, MetricMiner miner)
    {
        using var scope = NewDisposeScope();
        var spec = Spec(loss, distance, miner);
        var embeddings = tensor(Rows, Classes.Length, 2, requires_grad: true);
        MetricLosses.Of(PairDistances.Prepare(embeddings, distance), Classes, spec).backward();
        var gradient = embeddings.grad!.data<float>().ToArray();
        for (var i = 0; i < Rows.Length; i++)
        {
            const float step = 1e-3f;
            float[] up = [.. Rows], down = [.. Rows];
            up[i] += step;
            down[i] -= step;
            Assert.Equal((Loss(up, spec) - Loss(down, spec)) / (2 * step), gradient[i], 5e-3);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_batch_of_one_class_a_row_costs_nothing_or_stays_finite(
        MetricLoss loss, MetricDistance distance, MetricMiner miner)
    {
        using var scope = NewDisposeScope();
        var embeddings = tensor(Rows, Classes.Length, 2, requires_grad: true);
        var cost = MetricLosses.Of(
            PairDistances.Prepare(embeddings, distance), [0, 1, 2, 3, 4, 5], Spec(loss, distance, miner));
        cost.backward();
        Assert.True(float.IsFinite(cost.item<float>()));
        Assert.All(embeddings.grad!.data<float>().ToArray(), slope => Assert.True(float.IsFinite(slope)));
    }

    [Fact]
    public void Rows_that_are_the_same_have_a_finite_gradient()
    {
        using var scope = NewDisposeScope();
        var embeddings = tensor(new float[12], 6, 2, requires_grad: true);
        MetricLosses.Of(embeddings, Classes, Spec(MetricLoss.Triplet, MetricDistance.L2, MetricMiner.None)).backward();
        Assert.All(embeddings.grad!.data<float>().ToArray(), slope => Assert.True(float.IsFinite(slope)));
    }

    [Fact]
    public void With_two_views_of_each_row_the_supervised_loss_is_that_without_labels()
    {
        using var scope = NewDisposeScope();
        var embeddings = PairDistances.Prepare(tensor(Rows, Classes.Length, 2), MetricDistance.Cosine);
        int[] views = [0, 1, 2, 0, 1, 2];
        Assert.Equal(
            MetricLosses.Of(embeddings, views, Spec(MetricLoss.NtXent, MetricDistance.Cosine, MetricMiner.None))
                .item<float>(),
            MetricLosses.Of(
                embeddings, views,
                Spec(MetricLoss.SupervisedContrastive, MetricDistance.Cosine, MetricMiner.None)).item<float>(),
            1e-5f);
    }

    private static MetricOptions Spec(MetricLoss loss, MetricDistance distance, MetricMiner miner) =>
        new() { Loss = loss, Distance = distance, Miner = miner, Margin = 0.5, Temperature = 0.2 };

    private static double Loss(float[] rows, MetricOptions spec)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        return MetricLosses.Of(PairDistances.Prepare(tensor(rows, Classes.Length, 2), spec.Distance), Classes, spec)
            .item<float>();
    }
}
