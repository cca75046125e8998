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
    public static void AddParts(
        ReadOnlySpan<float> source, Blocks block, ReadOnlySpan<long> ids, Span<float> result, long except = -1)
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
}
