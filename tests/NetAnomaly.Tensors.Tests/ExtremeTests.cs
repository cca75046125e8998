namespace NetAnomaly.Tensors.Tests;

public sealed class ExtremeTests
{
    private const float Not = float.NaN;

    public static TheoryData<float[], long, long> Rows => new()
    {
        { [3, 1, 2], 0, 1 },
        { [1, 5, 5, 1], 1, 0 },
        { [0f, -0f, 0f], 0, 0 },
        { [-0f, 0f], 0, 0 },
        { [1, Not, 7, Not, -7], 1, 1 },
        { [float.NegativeInfinity, float.PositiveInfinity], 1, 0 },
        { [.. Enumerable.Range(0, 100).Select(at => (float)((at * 37) % 100))], 27, 0 },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_first_of_the_largest_and_of_the_smallest_is_found_along_both_axes_and_what_is_no_number_is_extreme(
        float[] row, long largest, long smallest)
    {
        using var scope = NewDisposeScope();
        var side = tensor(row, 1, row.Length);
        var upright = tensor(row, row.Length, 1);

        Assert.Equal((largest, smallest), (side.argmax(1).item<long>(), side.argmin(1).item<long>()));
        Assert.Equal((largest, smallest), (upright.argmax(0).item<long>(), upright.argmin(0).item<long>()));
        Assert.Equal([largest, largest], cat([side, side], 0).argmax(1).data<long>().ToArray());
    }
}
