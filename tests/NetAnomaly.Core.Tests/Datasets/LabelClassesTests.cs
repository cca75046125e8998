using NetAnomaly.Core.Datasets;

namespace NetAnomaly.Core.Tests.Datasets;

public sealed class LabelClassesTests
{
    private static readonly string[] Labels = ["normal", "smurf", "", "neptune"];

    [Fact]
    public void Folded_all_attacks_are_one_class()
    {
        var classes = LabelClasses.Of(Labels, new LabelRule(), fold: true);

        Assert.Equal(["normal", "anomalous"], classes.Names);
        Assert.Equal([0, 1, 0, 1], Enumerable.Range(0, 4).Select(classes.Of));
    }

    [Fact]
    public void Unfolded_every_attack_name_is_a_class_in_ordinal_order()
    {
        var classes = LabelClasses.Of(Labels, new LabelRule(), fold: false);

        Assert.Equal(["normal", "neptune", "smurf"], classes.Names);
        Assert.Equal([0, 2, 0, 1], Enumerable.Range(0, 4).Select(classes.Of));
    }

    [Fact]
    public void What_means_an_attack_is_asked_of_the_rule() =>
        Assert.Equal(
            [0, 1, 0, 0], Enumerable.Range(0, 4).Select(LabelClasses.Of(Labels, new LabelRule(["s*"]), fold: true).Of));

    [Fact]
    public void A_flow_without_label_is_normal() =>
        Assert.Equal(0, LabelClasses.Of(Labels, new LabelRule(), fold: false).Of(-1));
}
