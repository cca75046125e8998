using NetAnomaly.Core.Statistics;

namespace NetAnomaly.Core.Tests.Scoring;

public sealed class ThresholdChoiceTests
{
    [Fact]
    public void Separate_kinds_are_parted_midway() =>
        Assert.Equal(2.5, ThresholdChoice.BestF1([1, 2, 3, 4], [false, false, true, true]));

    [Fact]
    public void F1_weighs_false_alarms_against_misses() =>
        // 3 hits, 1 alarm: 6/7; from 4 on: 1 hit of 3: 1/2.
        Assert.Equal(0.5, ThresholdChoice.BestF1([1, 0, 3, 4, 2], [true, false, false, true, true]));

    [Fact]
    public void The_balanced_choice_does_not_depend_on_how_many_there_are_of_each() =>
        Assert.Equal(
            1.5,
            ThresholdChoice.BestBalanced(
                [2, 2, 1, 1, 1, 1, 1, 1], [true, false, false, false, false, false, false, true]));

    [Fact]
    public void Equal_scores_are_never_parted()
    {
        var threshold = ThresholdChoice.BestF1([1, 1, 1, 2], [true, false, false, true]);

        Assert.Equal(1.5, threshold);
    }

    [Fact]
    public void Neighbouring_numbers_are_parted_still()
    {
        var (low, high) = (1.0, Math.BitIncrement(1.0));

        var threshold = ThresholdChoice.BestF1([low, high], [false, true]);

        Assert.True(low < threshold && threshold <= high);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_one_kind_alone_there_is_no_choice(bool kind)
    {
        Assert.Null(ThresholdChoice.BestF1([1, 2], [kind, kind]));
        Assert.Null(ThresholdChoice.BestBalanced([1, 2], [kind, kind]));
    }

    [Theory]
    [InlineData(2.2, 2.2)]
    [InlineData(0, 2)]
    [InlineData(9, 3)]
    public void A_preferred_score_is_kept_to_as_far_as_the_labels_allow(double preferred, double expected) =>
        Assert.Equal(
            expected, ThresholdChoice.BestF1([1, 2, 3, 4], [false, false, true, true], preferred)!.Value, 1e-9);

    [Fact]
    public void Of_equally_good_gaps_the_one_nearest_to_the_preferred_score_is_taken()
    {
        double[] scores = [1, 2, 3, 4];
        bool[] truths = [false, true, false, true];

        // From 4 up: half of the anomalous ones and no other; from 2 up: all of them and half of the others.
        Assert.InRange(ThresholdChoice.BestBalanced(scores, truths)!.Value, 3, 4);
        Assert.InRange(ThresholdChoice.BestBalanced(scores, truths, preferred: 0)!.Value, 1, 2);
    }

    [Fact]
    public void Where_it_is_best_to_call_none_anomalous_the_threshold_lies_above_all_scores() =>
        Assert.True(ThresholdChoice.BestBalanced([1, 2, 3], [true, false, false]) > 3);
}
