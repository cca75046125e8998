using NetAnomaly.Core.Datasets;
using static NetAnomaly.Core.Tests.Support.CorpusMaker;

namespace NetAnomaly.Core.Tests.Datasets;

public sealed class TrainingSplitTests
{
    [Theory]
    [InlineData(0.1, 8)]
    [InlineData(0.2, 8)]
    [InlineData(0.21, 6)]
    [InlineData(0.4, 6)]
    [InlineData(0.8, 2)]
    public void With_five_windows_the_latest_that_make_up_the_share_are_held(double share, int firstHeld)
    {
        var split = TrainingSplit.Of(OfWindows(2, 2, 2, 2, 2), share, seed: 1);
        Assert.True(split.ByTime);
        Assert.Equal(Enumerable.Range(0, firstHeld), split.Fit);
        Assert.Equal(Enumerable.Range(firstHeld, 10 - firstHeld), split.Validation);
    }

    [Fact]
    public void A_split_by_time_never_straddles_a_window_and_no_split_loses_a_conversation()
    {
        var random = new Random(7);
        for (var trial = 0; trial < 200; trial++)
        {
            var corpus = OfWindows([.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => random.Next(1, 6))]);
            var share = 0.01 + (random.NextDouble() * 0.98);
            var split = TrainingSplit.Of(corpus, share, trial);
            if (corpus.Count == 1) continue;
            Assert.Equal(Enumerable.Range(0, corpus.Count), split.Fit.Concat(split.Validation).Order());
            Assert.NotEmpty(split.Fit);
            Assert.True(split.Validation.Count >= Math.Min(corpus.Count - 1, corpus.Count * share));
            if (split.ByTime) Assert.True(split.Fit.Max(corpus.WindowStart) < split.Validation.Min(corpus.WindowStart));
        }
    }

    [Fact]
    public void With_four_windows_the_share_is_drawn_at_random()
    {
        var split = TrainingSplit.Of(OfWindows(5, 5, 5, 5), 0.1, seed: 1);
        Assert.False(split.ByTime);
        Assert.Equal(2, split.Validation.Count);
        Assert.Equal(18, split.Fit.Count);
        Assert.Empty(split.Validation.Intersect(split.Fit));
        Assert.Equal(split.Fit.Order(), split.Fit);
        Assert.Equal(split.Validation.Order(), split.Validation);
    }

    [Fact]
    public void Where_the_share_would_leave_nothing_to_fit_it_is_drawn_at_random()
    {
        var split = TrainingSplit.Of(OfWindows(9, 1, 1, 1, 1), 0.5, seed: 1);
        Assert.False(split.ByTime);
        Assert.Equal(7, split.Validation.Count);
    }

    [Fact]
    public void The_same_seed_draws_the_same_and_another_seed_another()
    {
        var corpus = OfWindows(100);
        Assert.Equal(TrainingSplit.Of(corpus, 0.3, 5).Validation, TrainingSplit.Of(corpus, 0.3, 5).Validation);
        Assert.NotEqual(TrainingSplit.Of(corpus, 0.3, 5).Validation, TrainingSplit.Of(corpus, 0.3, 6).Validation);
    }

    [Fact]
    public void A_single_conversation_is_fitted_and_held()
    {
        var split = TrainingSplit.Of(OfWindows(1), 0.1, seed: 1);
        Assert.Equal([0], split.Fit);
        Assert.Equal([0], split.Validation);
    }

    [Fact]
    public void Of_two_conversations_one_is_held_whatever_the_share()
    {
        Assert.Single(TrainingSplit.Of(OfWindows(2), 0.001, seed: 1).Validation);
        Assert.Single(TrainingSplit.Of(OfWindows(2), 0.999, seed: 1).Validation);
    }

    [Fact]
    public void Where_labels_count_and_the_latest_are_of_one_kind_each_kind_gives_its_share()
    {
        var split = TrainingSplit.Of(OfWindows(20, 20, 20, 20, 20), 0.1, seed: 1, conversation => conversation < 30);

        Assert.False(split.ByTime);
        Assert.Equal(
            (3, 7),
            (
                split.Validation.Count(conversation => conversation < 30),
                split.Validation.Count(conversation => conversation >= 30)));
        Assert.Equal(Enumerable.Range(0, 100), split.Fit.Concat(split.Validation).Order());
    }

    [Fact]
    public void Where_labels_count_and_both_kinds_are_among_the_latest_time_decides()
    {
        var split = TrainingSplit.Of(
            OfWindows(20, 20, 20, 20, 20), 0.1, seed: 1, conversation => conversation % 4 == 0);

        Assert.True(split.ByTime);
        Assert.Equal(Enumerable.Range(80, 20), split.Validation);
    }

    [Fact]
    public void Where_labels_count_and_only_attacks_came_before_the_latest_each_kind_gives_its_share()
    {
        var split = TrainingSplit.Of(OfWindows(20, 20, 20, 20, 20), 0.1, seed: 1, conversation => conversation < 90);

        Assert.False(split.ByTime);
        Assert.Equal(
            (9, 1),
            (
                split.Validation.Count(conversation => conversation < 90),
                split.Validation.Count(conversation => conversation >= 90)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Where_attacks_are_fitted_and_the_latest_hold_most_of_them_each_kind_gives_its_share(bool fitsAttacks)
    {
        var split = TrainingSplit.Of(OfWindows(20, 20, 20, 20, 20), 0.1, seed: 1, IsAnomalous, fitsAttacks);

        Assert.Equal(!fitsAttacks, split.ByTime);
        Assert.Equal(fitsAttacks ? 3 : 10, split.Validation.Count(IsAnomalous));

        static bool IsAnomalous(int conversation) => conversation is 2 or 3 or (>= 80 and < 90);
    }

    [Fact]
    public void Where_attacks_are_fitted_and_half_of_them_came_before_the_latest_time_decides() =>
        Assert.True(
            TrainingSplit.Of(
                OfWindows(20, 20, 20, 20, 20), 0.1, seed: 1, conversation =>
                    conversation is (>= 50 and < 60) or (>= 80 and < 90), fitsAttacks: true).ByTime);

    [Fact]
    public void Few_attacks_are_kept_in_greater_part_than_the_share_so_that_a_threshold_can_be_told()
    {
        var split = TrainingSplit.Of(
            OfWindows(20, 20, 20, 20, 20), 0.1, seed: 1, conversation => conversation is > 85 and < 92 or 1);

        Assert.False(
            TrainingSplit.Of(
                OfWindows(20, 20, 20, 20, 20), 0.1, seed: 1, conversation => conversation is 85 or < 8).ByTime);
        Assert.True(split.ByTime);
        var drawn = TrainingSplit.Of(OfWindows(100), 0.1, seed: 1, conversation => conversation < 9);
        Assert.Equal(3, drawn.Validation.Count(conversation => conversation < 9));
    }

    [Fact]
    public void A_single_attack_is_fitted() =>
        Assert.Contains(7, TrainingSplit.Of(OfWindows(20), 0.5, seed: 1, conversation => conversation == 7).Fit);

    [Fact]
    public void One_of_each_kind_still_leaves_one_to_fit_and_one_held()
    {
        var split = TrainingSplit.Of(OfWindows(2), 0.5, seed: 1, conversation => conversation == 0);

        Assert.Equal((1, 1), (split.Fit.Count, split.Validation.Count));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_share_that_leaves_nothing_is_refused(double share) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TrainingSplit.Of(OfWindows(2), share, seed: 1));
}
