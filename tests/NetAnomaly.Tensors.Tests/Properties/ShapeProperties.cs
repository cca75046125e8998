using FsCheck.Fluent;
using static NetAnomaly.Tensors.Tests.Properties.RandomShapes;

namespace NetAnomaly.Tensors.Tests.Properties;

/// <summary>Operations against the plainest loops, over random shapes.</summary>
public class ShapeProperties
{
    [Fact]
    public void Arithmetic_broadcasts_as_index_by_index() => Holds(BroadcastPair, pair =>
    {
        var (a, b) = (GradientCheck.Sample(1, pair.Left), GradientCheck.Between(2, 0.5, 2, pair.Right));
        var (sum, quotient, chosen) = (a + b, a / b, where(a > b, a, b));
        Assert.Equal(sum.shape, quotient.shape);
        foreach (var place in Places(sum.shape))
        {
            var (x, y) = (a.data<float>()[Within(place, pair.Left)], b.data<float>()[Within(place, pair.Right)]);
            Assert.Equal(x + y, sum.data<float>()[place]);
            Assert.Equal(x / y, quotient.data<float>()[place]);
            Assert.Equal(Math.Max(x, y), chosen.data<float>()[place]);
        }
    });

    [Fact]
    public void Shapes_that_do_not_broadcast_are_named_in_the_error() => Holds(
        from left in Shape from right in Shape select (left, right), pair =>
        {
            var rank = Math.Min(pair.left.Length, pair.right.Length);
            var fits = Enumerable.Range(1, rank).All(i => pair.left[^i] == pair.right[^i] || pair.left[^i] == 1 || pair.right[^i] == 1);
            if (fits)
                return;
            var error = Assert.Throws<ArgumentException>(() => zeros(pair.left) + zeros(pair.right));
            Assert.Contains($"[{string.Join(", ", pair.left)}]", error.Message, StringComparison.Ordinal);
            Assert.Contains($"[{string.Join(", ", pair.right)}]", error.Message, StringComparison.Ordinal);
        });

    [Fact]
    public void Sums_over_any_axes_are_sums_index_by_index() => Holds(
        from sizes in Shape from marks in Gen.ArrayOf(Gen.Elements(true, false), sizes.Length) select (sizes, marks), c =>
        {
            var axes = Enumerable.Range(0, c.sizes.Length).Where(i => c.marks[i]).Select(i => (long)i).ToArray();
            if (axes.Length == 0)
                return;
            var x = GradientCheck.Sample(3, c.sizes);
            var sum = x.sum(axes, keepdim: true);
            var expected = new Dictionary<string, double>();
            foreach (var place in Places(sum.shape))
                expected[string.Join(',', place)] = 0;
            foreach (var place in Places(c.sizes))
                expected[string.Join(',', Within(place, sum.shape))] += x.data<float>()[place];
            foreach (var place in Places(sum.shape))
                Assert.Equal(expected[string.Join(',', place)], sum.data<float>()[place], 1e-4);
            Assert.Equal(x.sum(axes).shape, c.sizes.Where((_, i) => !c.marks[i]));
        });

    [Fact]
    public void Axes_in_another_order_hold_the_same_elements() => Holds(
        from sizes in Shape from order in Gen.Shuffle(Enumerable.Range(0, sizes.Length).Select(i => (long)i)) select (sizes, order), c =>
        {
            var x = GradientCheck.Sample(4, c.sizes);
            var turned = x.permute(c.order);
            foreach (var place in Places(turned.shape))
            {
                var before = new long[place.Length];
                for (var i = 0; i < place.Length; i++)
                    before[c.order[i]] = place[i];
                Assert.Equal(x.data<float>()[before], turned.data<float>()[place]);
            }
            Assert.Equal([.. c.order.Select(a => c.sizes[a])], turned.shape);
        });

    [Fact]
    public void Parts_of_an_axis_join_to_the_whole() => Holds(
        from sizes in Shape
        where sizes.Length > 0
        from axis in Gen.Choose(0, sizes.Length - 1)
        from size in Gen.Choose(1, 5)
        select (sizes, axis, size), c =>
        {
            var x = GradientCheck.Sample(5, c.sizes);
            var parts = x.split(c.size, c.axis);
            Assert.All(parts, p => Assert.InRange(p.size(c.axis), 0, c.size));
            Assert.Equal(x.data<float>().ToArray(), cat(parts, c.axis).data<float>().ToArray());
            Assert.Equal(x.shape, cat(parts, c.axis).shape);
        });

    [Fact]
    public void Products_of_matrices_are_sums_of_products() => Holds(
        from m in Size from k in Size from n in Size from stack in Size select (m, k, n, stack), c =>
        {
            var (a, b) = (GradientCheck.Sample(6, c.stack, c.m, c.k), GradientCheck.Sample(7, c.k, c.n));
            var product = a.matmul(b);
            Assert.Equal([c.stack, c.m, c.n], product.shape);
            foreach (var place in Places(product.shape))
            {
                var sum = 0.0;
                for (var p = 0; p < c.k; p++)
                    sum += (double)a.data<float>()[place[0], place[1], p] * b.data<float>()[p, place[2]];
                Assert.Equal(sum, product.data<float>()[place], 1e-4);
            }
        });

    [Fact]
    public void Convolutions_are_sums_over_the_kernel() => Holds(
        from batch in Size
        from inputs in PositiveSize
        from outputs in PositiveSize
        from kernel in PositiveSize
        from width in Gen.Choose(4, 9)
        from stride in Gen.Choose(1, 3)
        from padding in Gen.Choose(0, 4)
        from dilation in Gen.Choose(1, 2)
        where width + (2 * padding) > dilation * (kernel - 1)
        select (batch, inputs, outputs, kernel, width, stride, padding, dilation), c =>
        {
            var (x, w) = (GradientCheck.Sample(8, c.batch, c.inputs, c.width), GradientCheck.Sample(9, c.outputs, c.inputs, c.kernel));
            var result = nn.functional.conv1d(x, w, null, c.stride, c.padding, c.dilation);
            foreach (var place in Places(result.shape))
            {
                var sum = 0.0;
                for (var i = 0; i < c.inputs; i++)
                {
                    for (var k = 0; k < c.kernel; k++)
                    {
                        var at = (place[2] * c.stride) + (k * c.dilation) - c.padding;
                        if (at >= 0 && at < c.width)
                            sum += (double)x.data<float>()[place[0], i, at] * w.data<float>()[place[1], i, k];
                    }
                }
                Assert.Equal(sum, result.data<float>()[place], 1e-4);
            }
        });

    [Fact]
    public void Softmax_of_any_axis_adds_up_to_one() => Holds(
        from sizes in Shape where sizes.Length > 0 from axis in Gen.Choose(0, sizes.Length - 1) select (sizes, axis), c =>
        {
            var x = GradientCheck.Sample(10, c.sizes) * 30;
            var sums = x.softmax(c.axis).sum(c.axis);
            if (c.sizes[c.axis] > 0)
                Assert.All(sums.data<float>(), s => Assert.Equal(1, s, 1e-5));
            Assert.True(x.log_softmax(c.axis).allclose(x - x.logsumexp(c.axis, keepdim: true), 1e-4, 1e-4));
        });
}
