using System.Runtime.InteropServices;

namespace NetAnomaly.Tensors.Memory;

/// <summary>
/// Memory that several tensors (views, saved values) may share; given back when the last one lets go.
/// </summary>
internal abstract class Storage
{
    private int _owners;

    /// <summary>
    /// How often the values were overwritten on purpose; recorded operations compare it with what they saved.
    /// </summary>
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

/// <summary>
/// Elements of one type, starting at a multiple of 64 bytes (a cache line, a 512-bit vector). The pool hands out the
/// whole object again; nobody but its owners, which drop it as they let go, has a reference to it.
/// </summary>
internal sealed class Storage<T> : Storage where T : unmanaged
{
    private const int AlignmentInBytes = 64;

    private readonly T[] _array;
    private readonly int _start;

    // Negative while it lies in the pool.
    private int _length = -1;

    /// <summary>Memory in a pinned array, not in use yet.</summary>
    public Storage(T[] array)
    {
        _array = array;
        _start = FirstAligned(array);
    }

    /// <summary>Elements of the array, before alignment.</summary>
    public int Capacity => _array.Length;

    /// <summary>The elements.</summary>
    /// <exception cref="ObjectDisposedException">The last owner has given the memory back.</exception>
    public Span<T> Span
    {
        get
        {
            var length = _length;
            return length >= 0
                ? _array.AsSpan(_start, length)
                : throw new ObjectDisposedException(
                    nameof(torch.Tensor), "The tensor was disposed; its values are gone.");
        }
    }

    /// <summary>Memory for <paramref name="length"/> elements with arbitrary content and one owner.</summary>
    public static Storage<T> Uninitialized(int length)
    {
        var padding = AlignmentInBytes / Marshal.SizeOf<T>();
        var storage = BufferPool<T>.Rent(checked(length + padding));
        storage._length = length;
        storage.Retain();
        return storage;
    }

    /// <inheritdoc/>
    protected override void GiveBack()
    {
        if (Interlocked.Exchange(ref _length, -1) >= 0)
            BufferPool<T>.Return(this);
    }

    private static int FirstAligned(T[] array)
    {
        var address = Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
        var past = (int)((nuint)address % AlignmentInBytes);
        return past == 0 ? 0 : (AlignmentInBytes - past) / Marshal.SizeOf<T>();
    }
}
