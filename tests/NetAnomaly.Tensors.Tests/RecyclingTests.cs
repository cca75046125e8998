namespace NetAnomaly.Tensors.Tests;

/// <summary>What recycling scopes use again, and what they must not.</summary>
public class RecyclingTests
{
    private const int Rounds = 6;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_tensor_moved_out_of_a_recycling_scope_lives_on_unharmed(bool detaches)
    {
        using var outer = NewDisposeScope();
        Tensor kept;
        using (NewRecyclingScope())
        {
            using var inner = NewDisposeScope();
            kept = (ones(3) * 7).MoveToOuterDisposeScope();
            kept = detaches ? kept.DetachFromDisposeScope() : kept.MoveToOuterDisposeScope();
        }

        for (var i = 0; i < Rounds; i++)
            Assert.DoesNotContain(MadeInARound(), made => ReferenceEquals(made, kept));
        Assert.Equal([7, 7, 7], kept.data<float>().ToArray());
        kept.Dispose();
        for (var i = 0; i < Rounds; i++)
            Assert.DoesNotContain(MadeInARound(), made => ReferenceEquals(made, kept));
        Assert.True(kept.IsInvalid);
    }

    [Fact]
    public void A_tensor_used_after_its_scope_is_refused_in_the_next_scope()
    {
        Tensor stale;
        using (NewRecyclingScope())
            stale = ones(3) * 7;
        Assert.True(stale.IsInvalid);
        using (NewRecyclingScope())
        {
            _ = ones(3) * 8;
            Assert.True(stale.IsInvalid);
            Assert.Contains(
                "[3]", Assert.Throws<ObjectDisposedException>(() => stale + 1).Message, StringComparison.Ordinal);
        }

        Assert.Throws<ObjectDisposedException>(() => stale.data<float>().ToArray());
    }

    [Fact]
    public void A_tensor_is_used_again_only_after_it_rested()
    {
        Recycler.Trim();
        var first = MadeInARound();
        Assert.Empty(MadeInARound().Intersect(first, ReferenceEqualityComparer.Instance));
        Assert.NotEmpty(MadeInARound().Intersect(first, ReferenceEqualityComparer.Instance));
    }

    [Fact]
    public void Within_one_scope_no_tensor_is_two()
    {
        for (var i = 0; i < Rounds; i++)
        {
            using var scope = NewRecyclingScope();
            var disposed = ones(3) * 7;
            disposed.Dispose();
            disposed.Dispose();
            Assert.DoesNotContain(
                Enumerable.Range(0, 20).Select(n => ones(2) + n), made => ReferenceEquals(made, disposed));
            Assert.True(disposed.IsInvalid);
        }
    }

    [Fact]
    public void Ordinary_scopes_use_nothing_again()
    {
        MadeInARound();
        MadeInARound();
        var seen = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < Rounds; i++)
        {
            using var scope = NewDisposeScope();
            for (var n = 0; n < 10; n++)
                Assert.True(seen.Add(ones(3) + n));
        }
    }

    [Fact]
    public void A_graph_that_leaves_its_scope_still_goes_backward()
    {
        using var weight = nn.Parameter(ones(3));
        Tensor loss;
        using (NewRecyclingScope())
            loss = (weight * 2).exp().sum().DetachFromDisposeScope();
        for (var i = 0; i < Rounds; i++)
            Step();
        loss.backward();
        Assert.Equal(2 * Math.Exp(2), weight.grad!.data<float>().ToArray()[1], 1e-4);
        Assert.Contains(
            "retain_graph", Assert.Throws<InvalidOperationException>(loss.backward).Message, StringComparison.Ordinal);
        loss.Dispose();

        static void Step()
        {
            using var other = nn.Parameter(ones(3) * 5);
            using var scope = NewRecyclingScope();
            (other * 3).exp().sum().backward();
        }
    }

    [Fact]
    public void A_loss_kept_after_its_backward_pass_is_refused_another_one()
    {
        using var weight = nn.Parameter(ones(3));
        Tensor loss;
        using (NewRecyclingScope())
        {
            loss = (weight * 2).exp().sum().DetachFromDisposeScope();
            loss.backward();
        }

        for (var i = 0; i < Rounds; i++)
        {
            using var scope = NewRecyclingScope();
            (weight * 3).exp().sum().backward();
        }

        Assert.Equal(3 * Math.Exp(2), loss.item<float>(), 1e-3);
        Assert.Contains(
            "retain_graph", Assert.Throws<InvalidOperationException>(loss.backward).Message, StringComparison.Ordinal);
        loss.Dispose();
    }

    [Fact]
    public void A_leaf_made_in_a_scope_and_known_to_a_graph_outside_is_not_used_again()
    {
        Tensor loss, leaf;
        using (NewRecyclingScope())
        {
            leaf = ones(3).requires_grad_();
            loss = (leaf * 2).sum().DetachFromDisposeScope();
        }

        for (var i = 0; i < Rounds; i++)
            Assert.DoesNotContain(MadeInARound(), made => ReferenceEquals(made, leaf));
        loss.backward();
        loss.Dispose();
        Assert.True(leaf.IsInvalid);
    }

    [Fact]
    public void A_gradient_collected_in_one_scope_lasts_until_it_is_cleared()
    {
        using var weight = nn.Parameter(ones(3));
        using (NewRecyclingScope())
            (weight * 4).sum().backward();
        for (var i = 0; i < Rounds; i++)
            MadeInARound();
        Assert.Equal([4, 4, 4], weight.grad!.data<float>().ToArray());
        using (NewRecyclingScope())
            (weight * 3).sum().backward();
        Assert.Equal([7, 7, 7], weight.grad!.data<float>().ToArray());
    }

    [Fact]
    public void A_scope_inside_a_recycling_scope_recycles_as_it_does()
    {
        Recycler.Trim();
        var seen = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
        var again = false;
        for (var i = 0; i < Rounds; i++)
        {
            using var outer = NewRecyclingScope();
            Tensor moved;
            using (NewRecyclingScope())
                moved = (ones(3) * i).MoveToOuterDisposeScope();
            using (NewRecyclingScope())
            {
                foreach (var made in Enumerable.Range(0, 10).Select(n => ones(3) + n))
                {
                    Assert.NotSame(made, moved);
                    again |= !seen.Add(made);
                }
            }

            Assert.Equal([i, i, i], moved.data<float>().ToArray());
            again |= !seen.Add(moved);
        }

        Assert.True(again);
    }

    [Fact]
    public void A_scope_that_its_outer_one_ended_before_harms_nothing()
    {
        var outer = NewRecyclingScope();
        var forgotten = NewDisposeScope();
        var kept = ones(3) * 7;
        outer.Dispose();
        for (var i = 0; i < Rounds; i++)
            MadeInARound();
        Assert.Equal([7, 7, 7], kept.data<float>().ToArray());
        forgotten.Dispose();
        Assert.True(kept.IsInvalid);
        Assert.Null(DisposeScope.Current);
        for (var i = 0; i < Rounds; i++)
            Assert.DoesNotContain(MadeInARound(), made => ReferenceEquals(made, kept));
    }

    [Fact]
    public void Threads_do_not_share_what_they_use_again()
    {
        var mine = MadeInARound();
        MadeInARound();
        var theirs = new List<Tensor>();
        var other = new Thread(() => theirs.AddRange(Enumerable.Range(0, Rounds).SelectMany(_ => MadeInARound())));
        other.Start();
        other.Join();
        Assert.Empty(mine.Intersect(theirs, ReferenceEqualityComparer.Instance));
    }

    [Fact]
    public void Switched_off_a_stale_tensor_is_refused_for_ever()
    {
        Recycler.Reuses = false;
        try
        {
            var stale = MadeInARound();
            for (var i = 0; i < Rounds; i++)
                Assert.Empty(MadeInARound().Intersect(stale, ReferenceEqualityComparer.Instance));
            Assert.All(stale, tensor => Assert.True(tensor.IsInvalid));
        }
        finally
        {
            Recycler.Reuses = true;
        }
    }

    private static List<Tensor> MadeInARound()
    {
        using var scope = NewRecyclingScope();
        return [.. Enumerable.Range(0, 20).Select(n => ones(3) + n)];
    }
}
