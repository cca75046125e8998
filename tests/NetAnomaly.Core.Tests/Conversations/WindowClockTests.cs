using NetAnomaly.Core.Conversations;
using static NetAnomaly.Core.Tests.Support.FlowMaker;

namespace NetAnomaly.Core.Tests.Conversations;

public sealed class WindowClockTests
{
    private static readonly ConversationOptions Options = new() { Tolerance = TimeSpan.FromMinutes(5) };

    [Fact]
    public void A_window_ends_with_the_flow_that_is_past_it_by_the_tolerance() =>
        Assert.Equal(
            [false, false, false, true, false],
            Passes("10:30", "10:40", "11:04:59.9999999", "11:05", "11:20"));

    [Fact]
    public void Time_does_not_go_back() =>
        Assert.Equal([false, true, false, false, true], Passes("10:30", "11:05", "10:00", "11:06", "12:05"));

    [Fact]
    public void A_flow_far_ahead_ends_a_window_once() =>
        Assert.Equal([false, true, false], Passes("10:30", "23:30", "23:40"));

    [Fact]
    public void It_agrees_with_what_the_builder_hands_on()
    {
        var random = new Random(7);
        var (clock, builder) = (new WindowClock(Options), new ConversationBuilder(Options));
        var minute = 0.0;
        for (var row = 0; row < 2_000; row++)
        {
            // Some flows are a little late, none more than the tolerance.
            minute += random.NextDouble() * 6;
            var flow = Flow() with { Start = At("00:00").AddMinutes(minute - (random.NextDouble() * 5)) };
            Assert.Equal(clock.Passes(flow), builder.Add(flow).Count > 0);
        }
    }

    private static bool[] Passes(params string[] times)
    {
        var clock = new WindowClock(Options);
        return [.. times.Select(time => clock.Passes(Flow(time)))];
    }
}
