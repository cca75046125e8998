using System.Runtime.InteropServices;

namespace NetAnomaly.Tensors.Memory;

/// <summary>Memory that several tensors (views, saved values) may share; given back when the last one lets go.</summary>
internal abstract class Storage
{
    private int _owners = 1;

    /// <summary>How often the values were overwritten on purpose; recorded operations compare it with what they saved.</summary>
    public int Version { get; set; }

    /// <summary>More than one tensor uses this memory, so none may write into it as if it were alone.</summary>
    public bool IsShared => Volatile.Read(ref _owners) > 1;

    /// <summary>Adds an owner.</summary>
    public void Retain() => Interlocked.Increment(ref _owners);

    /// <summary>Takes an owner away; the last one returns the memory to the pool.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _owners) == 0)
            GiveBack();
    }

    /// <summary>Returns the memory to its pool.</summary>
    protected abstract void GiveBack();
}

/// <summary>Elements of one type, starting at a multiple of 64 bytes (a cache line, a 512-bit vector).</summary>
internal sealed class Storage<T> : Storage where T : unmanaged
{
    private const int AlignmentInBytes = 64;

    private readonly int _length;
    private readonly int _start;
    private T[]? _array;

    private Storage(T[] array, int length)
    {
        _array = array;
        _length = length;
        _start = FirstAligned(array);
    }

    /// <summary>The elements.</summary>
    /// <exception cref="ObjectDisposedException">The last owner has given the memory back.</exception>
    public Span<T> Span => _array is { } array
        ? array.AsSpan(_start, _length)
        : throw new ObjectDisposedException(nameof(torch.Tensor), "The tensor was disposed; its values are gone.");

    /// <summary>Memory for <paramref name="length"/> elements with arbitrary content.</summary>
    public static Storage<T> Uninitialized(int length)
    {
        var padding = AlignmentInBytes / Marshal.SizeOf<T>();
        return new Storage<T>(BufferPool<T>.Rent(checked(length + padding)), length);
    }

    /// <inheritdoc/>
    protected override void GiveBack()
    {
        if (Interlocked.Exchange(ref _array, null) is { } array)
            BufferPool<T>.Return(array);
    }

    private static int FirstAligned(T[] array)
    {
        var address = Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
        var past = (int)((nuint)address % AlignmentInBytes);
        return past == 0 ? 0 : (AlignmentInBytes - past) / Marshal.SizeOf<T>();
    }
}
