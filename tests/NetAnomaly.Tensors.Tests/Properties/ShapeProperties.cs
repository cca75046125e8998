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
        var (sum, quotient) = (a + b, a / b);
        Assert.Equal(sum.shape, quotient.shape);
        foreach (var place in Places(sum.shape))
        {
            var (x, y) = (At(a, Within(place, pair.Left)), At(b, Within(place, pair.Right)));
            Assert.Equal(x + y, At(sum, place));
            Assert.Equal(x / y, At(quotient, place));
        }
    });

    [Fact]
    public void Shapes_that_do_not_broadcast_are_named_in_the_error() => Holds(
        from left in Shape from right in Shape select (left, right), pair =>
        {
            var rank = Math.Min(pair.left.Length, pair.right.Length);
            var fits = Enumerable.Range(1, rank).All(
                i => pair.left[^i] == pair.right[^i] || pair.left[^i] == 1 || pair.right[^i] == 1);
            if (fits)
                return;
            var error = Assert.Throws<ArgumentException>(() => zeros(pair.left) + zeros(pair.right));
            Assert.Contains($"[{string.Join(", ", pair.left)}]", error.Message, StringComparison.Ordinal);
            Assert.Contains($"[{string.Join(", ", pair.right)}]", error.Message, StringComparison.Ordinal);
        });

    [Fact]
    public void Sums_over_an_axis_are_sums_index_by_index() => Holds(
        from sizes in Shape
        where sizes.Length > 0
        from axis in Gen.Choose(0, sizes.Length - 1)
        select (sizes, axis), c =>
        {
            var x = GradientCheck.Sample(3, c.sizes);
            var sum = x.sum(c.axis, keepdim: true);
            var expected = new Dictionary<string, double>();
            foreach (var place in Places(sum.shape))
                expected[string.Join(',', place)] = 0;
            foreach (var place in Places(c.sizes))
                expected[string.Join(',', Within(place, sum.shape))] += At(x, place);
            foreach (var place in Places(sum.shape))
                Assert.Equal(expected[string.Join(',', place)], At(sum, place), 1e-4);
            Assert.Equal(x.sum(c.axis).shape, c.sizes.Where((_, i) => i != c.axis));
        });

    [Fact]
    public void Swapped_axes_hold_the_same_elements() => Holds(
        from sizes in Shape
        where sizes.Length > 0
        from one in Gen.Choose(0, sizes.Length - 1)
        from other in Gen.Choose(0, sizes.Length - 1)
        select (sizes, one, other), c =>
        {
            var x = GradientCheck.Sample(4, c.sizes);
            var turned = x.transpose(c.one, c.other);
            foreach (var place in Places(turned.shape))
                Assert.Equal(At(x, Swapped(place)), At(turned, place));
            Assert.Equal(Swapped(c.sizes), turned.shape);

            long[] Swapped(long[] values)
            {
                long[] result = [.. values];
                (result[c.one], result[c.other]) = (values[c.other], values[c.one]);
                return result;
            }
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
            var length = c.sizes[c.axis];
            var starts = Enumerable.Range(0, (int)Math.Max(1, (length + c.size - 1) / c.size)).Select(i => i * c.size);
            var whole = cat(starts.Select(at => x.narrow(c.axis, at, Math.Min(c.size, length - at))).ToArray(), c.axis);
            Assert.Equal(x.data<float>().ToArray(), whole.data<float>().ToArray());
            Assert.Equal(x.shape, whole.shape);
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
                    sum += (double)At(a, place[0], place[1], p) * At(b, p, place[2]);
                Assert.Equal(sum, At(product, place), 1e-4);
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
            var (x, w) = (
                GradientCheck.Sample(8, c.batch, c.inputs, c.width),
                GradientCheck.Sample(9, c.outputs, c.inputs, c.kernel));
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
                            sum += (double)At(x, place[0], i, at) * At(w, place[1], i, k);
                    }
                }
                Assert.Equal(sum, At(result, place), 1e-4);
            }
        });

    [Fact]
    public void Softmax_of_any_axis_adds_up_to_one() => Holds(
        from sizes in Shape where sizes.Length > 0 from axis in Gen.Choose(0, sizes.Length - 1) select (sizes, axis),
        c =>
        {
            var x = GradientCheck.Sample(10, c.sizes) * 30;
            var logarithms = functional.log_softmax(x, c.axis);
            if (c.sizes[c.axis] > 0)
                Assert.All(logarithms.exp().sum(c.axis).data<float>(), s => Assert.Equal(1, s, 1e-5));
            GradientCheck.AssertNear(x - x.logsumexp(c.axis, keepdim: true), logarithms, 1e-3);
        });
}
