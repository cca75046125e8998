using NetAnomaly.Core.Conversations;

namespace NetAnomaly.Core.Tests.Conversations;

public sealed class ConversationOptionsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(24)]
    public void A_window_that_divides_the_day_is_taken(int hours) =>
        Assert.Equal(hours, new ConversationOptions { Window = TimeSpan.FromHours(hours) }.Window.TotalHours);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(23)]
    [InlineData(25)]
    [InlineData(48)]
    public void A_window_that_does_not_divide_the_day_is_refused(int hours) =>
        Assert.Equal(
            "Window",
            Assert.Throws<ArgumentOutOfRangeException>(
                () => new ConversationOptions { Window = TimeSpan.FromHours(hours) }).ParamName);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(15)]
    [InlineData(90)]
    public void A_window_of_minutes_that_divides_the_day_is_taken(int minutes) =>
        Assert.Equal(minutes, new ConversationOptions { Window = TimeSpan.FromMinutes(minutes) }.Window.TotalMinutes);

    [Theory]
    [InlineData(30)]
    [InlineData(7 * 60)]
    [InlineData((24 * 60 * 60) + 1)]
    public void A_window_below_a_minute_above_a_day_or_uneven_is_refused(int seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new ConversationOptions { Window = TimeSpan.FromSeconds(seconds) });

    [Fact]
    public void What_is_refused_says_what_is_possible()
    {
        Assert.Contains("from one minute to 24 hours", Refusal(() => new() { Window = TimeSpan.Zero }));
        Assert.Contains("zero or longer", Refusal(() => new() { Tolerance = TimeSpan.FromTicks(-1) }));
        Assert.Contains("at least one flow", Refusal(() => new() { MaxOpenFlows = 0 }));
        Assert.Contains("At least one", Refusal(() => new() { Schemes = [] }));
        Assert.Contains("only once", Refusal(() => new() { Schemes = [TokenScheme.State, TokenScheme.State] }));
    }

    [Fact]
    public void A_tolerance_below_zero_is_refused() =>
        Assert.Equal(
            "Tolerance",
            Assert.Throws<ArgumentOutOfRangeException>(
                () => new ConversationOptions { Tolerance = TimeSpan.FromTicks(-1) }).ParamName);

    [Fact]
    public void Room_for_no_flow_at_all_is_refused() =>
        Assert.Equal(
            "MaxOpenFlows",
            Assert.Throws<ArgumentOutOfRangeException>(() => new ConversationOptions { MaxOpenFlows = 0 }).ParamName);

    [Fact]
    public void A_builder_without_a_scheme_is_refused() =>
        Assert.Throws<ArgumentException>(() => new ConversationBuilder(new ConversationOptions { Schemes = [] }));

    [Fact]
    public void A_builder_with_a_scheme_twice_is_refused() =>
        Assert.Throws<ArgumentException>(
            () =>
                new ConversationBuilder(new ConversationOptions { Schemes = [TokenScheme.State, TokenScheme.State] }));

    [Fact]
    public void The_options_of_a_model_are_those_it_was_described_with()
    {
        var options = ConversationOptions.Of(
            TestSpec.Of(ModelArchitecture.TokenFrequency) with
            {
                GroupBy = FlowGrouping.Source, Window = TimeSpan.FromHours(6),
                Schemes = [TokenScheme.State, TokenScheme.Duration],
            });
        Assert.Equal(FlowGrouping.Source, options.GroupBy);
        Assert.Equal(TimeSpan.FromHours(6), options.Window);
        Assert.Equal([TokenScheme.State, TokenScheme.Duration], options.Schemes);
    }

    private static string Refusal(Func<ConversationOptions> options) =>
        Assert.ThrowsAny<ArgumentException>(() => new ConversationBuilder(options())).Message;
}
