using NetAnomaly.Tensors.Autograd;

namespace NetAnomaly.Tensors.Operations;

/// <summary>Roots of sums of squares.</summary>
internal static class Norms
{
    /// <summary>Square root whose gradient at 0 is 0, so that the norm of a zero vector has a gradient.</summary>
    public static Tensor Root(Tensor sum)
    {
        var result = Tensor.New(sum.Sizes);
        TensorPrimitives.Sqrt(sum.Floats, result.Floats);
        if (Node.IsNeeded(sum))
        {
            var node = new Node("norm", 1, sum);
            var saved = node.Save(result);
            node.Backward = n =>
            {
                var given = Tensor.Uninitialized(saved.Sizes);
                var g = n.Gradient.Floats;
                var y = saved.Floats;
                var r = given.Floats;
                for (var i = 0; i < r.Length; i++)
                    r[i] = y[i] > 0 ? g[i] / (2 * y[i]) : 0;
                n.Give(0, given);
            };
            node.Attach(result);
        }
        return result;
    }
}
