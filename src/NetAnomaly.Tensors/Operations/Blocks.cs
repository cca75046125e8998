using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

/// <summary>
/// A tensor seen from one axis: <see cref="Outer"/> groups of <see cref="Length"/> parts of <see cref="Inner"/>
/// elements.
/// </summary>
internal readonly record struct Blocks
{
    /// <summary>The view of a shape from an axis.</summary>
    public Blocks(ReadOnlySpan<long> sizes, int axis)
    {
        Outer = Shape.Product(sizes[..axis]);
        Length = sizes.Length == 0 ? 1 : (int)sizes[axis];
        Inner = sizes.Length == 0 ? 1 : Shape.Product(sizes[(axis + 1)..]);
    }

    /// <summary>Number of groups: the product of the sizes before the axis.</summary>
    public int Outer { get; }

    /// <summary>Size of the axis.</summary>
    public int Length { get; }

    /// <summary>Elements per part: the product of the sizes after the axis.</summary>
    public int Inner { get; }

    /// <summary>Copies parts start, start + step, … of every group.</summary>
    public void Take<T>(ReadOnlySpan<T> source, Span<T> result, int start, int step, int taken)
    {
        var run = step == 1 ? taken * Inner : Inner;
        var runs = step == 1 ? (taken == 0 ? 0 : 1) : taken;
        for (int group = 0, at = 0; group < Outer; group++)
        {
            for (var i = 0; i < runs; i++, at += run)
                source.Slice(((group * Length) + start + (i * step)) * Inner, run).CopyTo(result[at..]);
        }
    }

    /// <summary>Adds parts to where <see cref="Take"/> found them.</summary>
    public void Add(ReadOnlySpan<float> source, Span<float> result, int start, int step, int taken)
    {
        for (int group = 0, at = 0; group < Outer; group++)
        {
            for (var i = 0; i < taken; i++, at += Inner)
            {
                var place = result.Slice(((group * Length) + start + (i * step)) * Inner, Inner);
                TensorPrimitives.Add(place, source.Slice(at, Inner), place);
            }
        }
    }
}

/// <summary>A tensor that only lives until the end of a using block; what the graph needs of it stays.</summary>
internal readonly record struct Intermediate(Tensor Value) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Value.Dispose();
}
