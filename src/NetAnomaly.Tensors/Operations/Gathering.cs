namespace NetAnomaly.Tensors;

/// <summary>Copies by ids and their reverse: adding by ids.</summary>
internal static class Gathering
{
    /// <summary>Copies the named parts of every group.</summary>
    public static void Parts<T>(ReadOnlySpan<T> source, Blocks block, ReadOnlySpan<long> ids, Span<T> result)
    {
        for (int group = 0, at = 0; group < block.Outer; group++)
        {
            foreach (var id in ids)
            {
                source.Slice(((group * block.Length) + (int)id) * block.Inner, block.Inner).CopyTo(result[at..]);
                at += block.Inner;
            }
        }
    }

    /// <summary>Adds parts to where <see cref="Parts"/> found them, in order, except those of one id.</summary>
    public static void AddParts(ReadOnlySpan<float> source, Blocks block, ReadOnlySpan<long> ids, Span<float> result, long except = -1)
    {
        for (int group = 0, at = 0; group < block.Outer; group++)
        {
            foreach (var id in ids)
            {
                if (id != except)
                {
                    var place = result.Slice(((group * block.Length) + (int)id) * block.Inner, block.Inner);
                    TensorPrimitives.Add(place, source.Slice(at, block.Inner), place);
                }
                at += block.Inner;
            }
        }
    }

    /// <summary>Copies single elements.</summary>
    public static void Elements<T>(ReadOnlySpan<T> source, ReadOnlySpan<int> places, Span<T> result)
    {
        for (var i = 0; i < places.Length; i++)
            result[i] = source[places[i]];
    }

    /// <summary>Where each element that an index tensor names along an axis lies in a tensor of the given sizes.</summary>
    public static int[] Places(ReadOnlySpan<long> sizes, Tensor index, int axis)
    {
        var ids = index.Longs;
        var places = new int[ids.Length];
        Span<int> counter = stackalloc int[sizes.Length + 1];
        counter.Clear();
        for (var i = 0; i < places.Length; i++)
        {
            var place = 0;
            for (var a = 0; a < sizes.Length; a++)
                place = (place * (int)sizes[a]) + (a == axis ? (int)ids[i] : counter[a]);
            places[i] = place;
            for (var a = sizes.Length - 1; a >= 0 && ++counter[a] == index.Sizes[a]; a--)
                counter[a] = 0;
        }
        return places;
    }
}
