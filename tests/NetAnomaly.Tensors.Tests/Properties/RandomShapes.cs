using FsCheck;
using FsCheck.Fluent;

namespace NetAnomaly.Tensors.Tests.Properties;

/// <summary>Random shapes, with many sizes of 0 and 1, and how a property is run: always from the same seed.</summary>
internal static class RandomShapes
{
    /// <summary>A size of an axis.</summary>
    public static Gen<long> Size =>
        Gen.Frequency((1, Gen.Constant(0L)), (3, Gen.Constant(1L)), (6, Gen.Choose(2, 4).Select(s => (long)s)));

    /// <summary>A size of an axis, at least 1.</summary>
    public static Gen<long> PositiveSize => Gen.Choose(1, 4).Select(s => (long)s);

    /// <summary>A shape of up to four axes.</summary>
    public static Gen<long[]> Shape => from rank in Gen.Choose(0, 4) from sizes in Gen.ArrayOf(Size, rank) select sizes;

    /// <summary>Two shapes that broadcast to one another.</summary>
    public static Gen<(long[] Left, long[] Right)> BroadcastPair =>
        from sizes in Shape
        from keepLeft in Gen.ArrayOf(Gen.Elements(true, true, false), sizes.Length)
        from keepRight in Gen.ArrayOf(Gen.Elements(true, true, false), sizes.Length)
        from cutLeft in Gen.Choose(0, sizes.Length)
        from cutRight in Gen.Choose(0, sizes.Length)
        let left = sizes.Select((s, i) => keepLeft[i] ? s : 1).ToArray()
        let right = sizes.Select((s, i) => keepRight[i] ? s : 1).ToArray()
        select (cutRight > 0 ? left : left[cutLeft..], right[cutRight..]);

    /// <summary>Checks a property on random cases.</summary>
    public static void Holds<T>(Gen<T> cases, Action<T> property, int count = 200) =>
        Prop.ForAll(cases.ToArbitrary(), property).Check(
            Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(1803, 10769));

    /// <summary>The values of a tensor with its place along every axis.</summary>
    public static IEnumerable<long[]> Places(long[] sizes)
    {
        var count = sizes.Aggregate(1L, (a, b) => a * b);
        for (var i = 0L; i < count; i++)
        {
            var place = new long[sizes.Length];
            var rest = i;
            for (var axis = sizes.Length - 1; axis >= 0; axis--)
                (place[axis], rest) = (rest % sizes[axis], rest / sizes[axis]);
            yield return place;
        }
    }

    /// <summary>The element at a place.</summary>
    public static float At(Tensor tensor, params long[] place)
    {
        var (sizes, index) = (tensor.shape, 0L);
        for (var axis = 0; axis < place.Length; axis++)
            index = (index * sizes[axis]) + place[axis];
        return GradientCheck.Numbers(tensor)[(int)index];
    }

    /// <summary>A place in a broadcast result, seen from an operand.</summary>
    public static long[] Within(long[] place, long[] sizes) =>
        [.. sizes.Select((s, i) => s == 1 ? 0 : place[place.Length - sizes.Length + i])];
}
