using NetAnomaly.Flows;

namespace NetAnomaly.Core.Tests.Readers;

public sealed class RejectReasonTests
{
    [Fact]
    public void Rows_are_counted_by_what_is_wrong_whatever_their_values_are()
    {
        var counter = Count("Bytes 'x' is not a number", "Bytes 'it's' is not a number", "Bytes is empty");
        Assert.Equal(2, counter.Reasons["Bytes is not a number"]);
        Assert.Equal(1, counter.Reasons["Bytes is empty"]);
        Assert.Equal(counter.Count, counter.Reasons.Values.Sum());
    }

    [Fact]
    public void Reasons_without_end_are_counted_together()
    {
        var counter = Count([.. Enumerable.Range(0, 10_000).Select(i => $"it has {i} columns")]);
        Assert.InRange(counter.Reasons.Count, 2, 51);
        Assert.Equal(10_000, counter.Reasons.Values.Sum());
        Assert.True(counter.Reasons["other reasons"] > 9_000);
    }

    private static RejectCounter Count(params string[] reasons)
    {
        var counter = new RejectCounter();
        foreach (var reason in reasons) counter.Add(new RejectedRow("a.csv", 1, reason, ""));
        return counter;
    }
}
