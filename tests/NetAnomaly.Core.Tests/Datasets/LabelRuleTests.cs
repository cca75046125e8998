using NetAnomaly.Core.Datasets;

namespace NetAnomaly.Core.Tests.Datasets;

public sealed class LabelRuleTests
{
    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("Normal")]
    [InlineData("BENIGN")]
    [InlineData("Background")]
    [InlineData("flow=Normal-V42-Jist")]
    [InlineData("flow=From-Normal-V42-Stribrek")]
    [InlineData("flow=To-Normal-V42-UDP")]
    [InlineData("flow=Background-UDP-Established")]
    [InlineData("flow=From-Background-CVUT")]
    [InlineData("flow=To-Background-CVUT-Proxy")]
    [InlineData("Unknown")]
    [InlineData(null)]
    public void What_public_captures_call_normal_is_no_anomaly(string? label) =>
        Assert.False(new LabelRule().IsAnomalous(label));

    [Theory]
    [InlineData("flow=From-Botnet-V47")]
    [InlineData("neptune")]
    [InlineData("--")]
    [InlineData("abnormal")]
    public void Every_other_label_is_an_anomaly(string label) => Assert.True(new LabelRule().IsAnomalous(label));

    [Fact]
    public void Patterns_that_are_given_take_the_place_of_the_usual_ones()
    {
        var rule = new LabelRule(["dos?", "normal"]);
        Assert.Equal(
            [true, true, false, false, false],
            new[] { "DoS1", "Normal", "DoS12", "neptune", "" }.Select(rule.IsAnomalous));
    }

    [Fact]
    public void An_empty_pattern_means_the_empty_label_alone()
    {
        var rule = new LabelRule([""]);
        Assert.Equal([true, false], new[] { "", "x" }.Select(rule.IsAnomalous));
    }

    [Fact]
    public void A_label_that_comes_again_has_the_same_answer()
    {
        var rule = new LabelRule(["bad"]);
        Assert.Equal([true, false, true, false], new[] { "bad", "good", "bad", "good" }.Select(rule.IsAnomalous));
    }
}
