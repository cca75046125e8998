using System.Runtime.InteropServices;

namespace NetAnomaly.Tensors.Kernels;

/// <summary>
/// Memory for the intermediate values of one kernel on one thread, outside the managed heap and aligned to cache lines.
/// It grows to the largest need and is given back when the thread is gone. One kernel may use it at a time.
/// </summary>
internal sealed unsafe class Scratch
{
    private const nuint CacheLine = 64;

    [ThreadStatic]
    private static Scratch? own;

    private float* memory;
    private nint capacity;

    private Scratch()
    {
    }

    ~Scratch() => NativeMemory.AlignedFree(memory);

    /// <summary>
    /// Room for <paramref name="count"/> floats with any content, valid until the thread's next call.
    /// </summary>
    public static float* Take(nint count)
    {
        Scratch scratch = own ??= new Scratch();
        if (scratch.capacity < count)
        {
            NativeMemory.AlignedFree(scratch.memory);
            scratch.capacity = 0;
            scratch.memory = (float*)NativeMemory.AlignedAlloc((nuint)count * sizeof(float), CacheLine);
            scratch.capacity = count;
        }

        return scratch.memory;
    }
}
