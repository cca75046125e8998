using System.Numerics;

namespace NetAnomaly.Tensors.Memory;

/// <summary>
/// Keeps the memory that tensors gave back, so that a training step that repeats the same shapes allocates none. Its
/// arrays lie on the pinned heap: they never move, so their alignment holds, and a forgotten one is simply collected.
/// </summary>
internal static class BufferPool<T> where T : unmanaged
{
    // Four sizes per power of two: at most a quarter of an array is unused.
    private const int ClassesPerPower = 4;
    private const int SmallestElements = 64;

    private static readonly Lock Gate = new();
    private static readonly Stack<Storage<T>>[] Free = CreateClasses();

    static BufferPool() => BufferPools.Register(Trim);

    /// <summary>
    /// Memory whose array has room for at least <paramref name="count"/> elements; its content is not cleared.
    /// </summary>
    public static Storage<T> Rent(int count)
    {
        var (index, size) = ClassOf(count);
        lock (Gate)
        {
            if (Free[index].TryPop(out var storage))
                return storage;
        }
        return new Storage<T>(GC.AllocateUninitializedArray<T>(size, pinned: true));
    }

    /// <summary>Gives memory from <see cref="Rent"/> back.</summary>
    public static void Return(Storage<T> storage)
    {
        var (index, _) = ClassOf(storage.Capacity);
        lock (Gate)
            Free[index].Push(storage);
    }

    private static void Trim()
    {
        lock (Gate)
        {
            foreach (var stack in Free)
            {
                stack.Clear();
                stack.TrimExcess();
            }
        }
    }

    private static (int Index, int Size) ClassOf(int count)
    {
        if (count <= SmallestElements)
            return (0, SmallestElements);
        var power = BitOperations.Log2((uint)(count - 1));
        var step = 1 << (power - 2);
        var size = (int)Math.Min(((long)count + step - 1) / step * step, Array.MaxLength);
        var within = (count - 1 - (1 << power)) / step;
        return (((power - 6) * ClassesPerPower) + within + 1, size);
    }

    private static Stack<Storage<T>>[] CreateClasses()
    {
        var classes = new Stack<Storage<T>>[((31 - 6) * ClassesPerPower) + 2];
        for (var i = 0; i < classes.Length; i++)
            classes[i] = new Stack<Storage<T>>();
        return classes;
    }
}

/// <summary>All pools together.</summary>
internal static class BufferPools
{
    private static readonly Lock Gate = new();
    private static readonly List<Action> Trims = [];

    /// <summary>Called once per element type.</summary>
    public static void Register(Action trim)
    {
        lock (Gate)
            Trims.Add(trim);
    }

    /// <summary>Lets the garbage collector have every array that no tensor uses.</summary>
    public static void Trim()
    {
        lock (Gate)
        {
            foreach (var trim in Trims)
                trim();
        }
    }
}
