using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors.Tests.Kernels;

public sealed class GuidedPiecesTests
{
    [Fact]
    public void Pieces_follow_each_other_and_cover_every_unit()
    {
        foreach (int units in new[] { 1, 2, 3, 4, 16, 43, 171, 1000 })
        {
            foreach (int threads in new[] { 2, 3, 16 })
            {
                foreach (int least in new[] { 1, 2, 7, 1000 })
                {
                    var plan = new GuidedPieces(units, threads, least);
                    int end = 0;
                    for (int i = 0; i < plan.Count; i++)
                    {
                        (int start, int next) = plan.Bounds(i);
                        Assert.Equal(end, start);
                        Assert.True(
                            next - start >= Math.Min(least, units), $"piece {i} of {units} units has {next - start}");
                        end = next;
                    }

                    Assert.Equal(units, end);
                }
            }
        }
    }

    [Fact]
    public void The_last_pieces_are_the_smallest_allowed()
    {
        var plan = new GuidedPieces(171, 2, 3);
        (int first, int second) = plan.Bounds(0);
        (int start, int end) = plan.Bounds(plan.Count - 1);
        Assert.Equal(43, second - first);
        Assert.InRange(end - start, 3, 5);
    }
}
